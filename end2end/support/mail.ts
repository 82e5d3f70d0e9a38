import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** Where the server puts one .eml per mail; `make run` uses the default. */
const FOLDER = process.env.MENDAN_MAIL_DIR ?? '../data/mail';

/** One part of a mail, or the mail itself. */
export interface Part {
  headers: Map<string, string>;
  /** `text/calendar` */
  type: string;
  /** Of the content type, as `method`. */
  parameters: Map<string, string>;
  parts: Part[];
  body: string;
}

export interface Mail extends Part {
  file: string;
  subject: string;
  text: string;
}

/** The mails to that address so far, oldest first. */
export async function mailsTo(address: string, folder = FOLDER): Promise<Mail[]> {
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(names.filter(name => name.endsWith('.eml')).map(async name => {
    const file = join(folder, name);
    const part = parse(await readFile(file, 'latin1'));
    const text = all(part).find(({ type }) => type === 'text/plain')?.body ?? '';
    return { ...part, file, subject: words(part.headers.get('subject') ?? ''), text };
  }));
  const sequence = (mail: Mail) => Number(/^SEQUENCE:(\d+)/m.exec(calendars(mail)[0]?.body ?? '')?.[1] ?? 0);
  return mails.filter(mail => mail.headers.get('to')?.includes(address)).sort((a, b) => sequence(a) - sequence(b));
}

/** Waits until so many have come; the outbox is looked at every two seconds. */
export async function awaitMails(address: string, count: number, folder = FOLDER): Promise<Mail[]> {
  await expect.poll(async () => (await mailsTo(address, folder)).length, { message: `mails to ${address}`, timeout: 10_000 }).toBe(count);
  return mailsTo(address, folder);
}

/** The letter with that in its subject. An offer leaves once nobody can take it back any more, so it takes its time. */
export async function awaitLetter(address: string, subject: string, folder = FOLDER): Promise<Mail> {
  const letter = async () => (await mailsTo(address, folder)).find(mail => mail.subject.includes(subject));
  await expect.poll(async () => !!await letter(), { message: `「${subject}」 to ${address}`, timeout: 45_000 }).toBe(true);
  return (await letter())!;
}

/** The link to her own page. */
export function manageLink(mail: Mail): string {
  return /https?:\/\/\S+\/b\/[\w-]+/.exec(mail.text)?.[0] ?? expect(mail.text).toContain('/b/') as never;
}

/** The one-time link to a member of staff, at whatever address the browser comes. */
export function staffLink(mail: Mail): string {
  return /\/staff\/link\/[\w-]+/.exec(mail.text)?.[0] ?? expect(mail.text).toContain('/staff/link/') as never;
}

/** The parts that are calendars. */
export function calendars(mail: Part): Part[] {
  return all(mail).filter(({ type }) => type === 'text/calendar');
}

export function all(part: Part): Part[] {
  return [part, ...part.parts.flatMap(all)];
}

function parse(raw: string): Part {
  const end = raw.search(/\r?\n\r?\n/);
  const head = raw.slice(0, end).replaceAll(/\r?\n[ \t]+/g, ' ');
  const headers = new Map(head.split(/\r?\n/).map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const content = headers.get('content-type') ?? 'text/plain';
  const parameters = new Map([...content.matchAll(/;\s*([\w-]+)="?([^";]+)"?/g)].map(found => [found[1]!.toLowerCase(), found[2]!]));
  const rest = raw.slice(end).replace(/^\r?\n\r?\n/, '');
  const boundary = parameters.get('boundary');
  const parts = boundary ? rest.split(`--${boundary}`).slice(1, -1).map(piece => parse(piece.replace(/^\r?\n/, ''))) : [];
  const body = boundary ? '' : decoded(rest, headers.get('content-transfer-encoding') ?? '7bit').toString('utf8');
  return { headers, type: content.split(';')[0]!.trim().toLowerCase(), parameters, parts, body };
}

function decoded(text: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(text, 'base64');
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(text, 'latin1');
  const joined = text.replaceAll(/=\r?\n/g, '');
  return Buffer.from(joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
}

/** Encoded words of a header. */
function words(text: string): string {
  const octets = text.replaceAll(/\?=\s+=\?/g, '?==?').matchAll(/=\?utf-8\?b\?([^?]*)\?=|[^=]+|=/gi);
  return Buffer.concat([...octets].map(([all, coded]) => (coded === undefined ? Buffer.from(all) : Buffer.from(coded, 'base64')))).toString('utf8');
}
