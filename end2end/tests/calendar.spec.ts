import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import ICAL from 'ical.js';
import { Api, type Booking } from '../support/api.ts';
import { localDate, now } from '../support/clock.ts';
import { type Mail, all, awaitMails, calendars } from '../support/mail.ts';
import { person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

// Two readers that are not ours (npm ical.js and PyPI icalendar) read every calendar file of one booking's life.
const PYTHON = process.env.MENDAN_TEST_PYTHON ?? 'python3';

interface Read { uid: string; sequence: number; method: string; status: string; start: string; end: string; zone: string }
/** What icalendar says of one mail or file. */
interface PythonRead extends Read { file: string; mime: string[]; problems: string[] }

/** Reads with ical.js, which refuses what it does not understand. */
function read(text: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone').map(zone => new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents('vevent');
  expect(events).toHaveLength(1);
  const event = events[0]!;
  const zone = String(event.getFirstProperty('dtstart')!.getParameter('tzid'));
  const own = zones.find(one => one.tzid === zone);
  expect(own, `VTIMEZONE of ${zone}`).toBeDefined();
  const at = (name: string) => {
    const time = event.getFirstPropertyValue(name) as ICAL.Time;
    time.zone = own!;
    return new Date(time.toUnixTime() * 1000).toISOString();
  };
  const word = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
  return {
    uid: word('uid'), sequence: Number(word('sequence')), status: word('status'), zone,
    method: String(calendar.getFirstPropertyValue('method')), start: at('dtstart'), end: at('dtend'),
  };
}

async function readByPython(files: string[]): Promise<PythonRead[]> {
  const { stdout } = await promisify(execFile)(PYTHON, ['-W', 'error', 'support/read_calendars.py', ...files]);
  return JSON.parse(stdout);
}

const instant = (text: string) => new Date(text).toISOString();
const MODES = { booked: 'video', moved: 'video', mode: 'in_person', cancelled: 'in_person' };

test('book, move, change the mode, cancel: one UID, a growing SEQUENCE, for two independent readers', async ({ request }) => {
  const api = new Api(request);
  const she = person();
  const [first, , , other] = await api.slots('video', await api.day(13, 'video'));

  // Each step with the file her page offers at that moment.
  const states: Booking[] = [];
  const offered: string[] = [];
  const keep = async (booking: Booking) => {
    states.push(booking);
    const file = await request.get(`/b/${booking.token}/calendar.ics`);
    expect(file.headers()['content-type']).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    offered.push(await file.text());
    await awaitMails(she.email, states.length);
    return booking.token;
  };
  const token = await keep(await api.book(she, first!, 'video'));
  await keep(await api.change(token, 'move', { slot_id: other!.id }));
  await keep(await api.change(token, 'mode', { mode: 'in_person' }));
  await keep(await api.change(token, 'cancel', {}));
  expect(states.map(({ mode }) => mode)).toEqual(Object.values(MODES));

  const mails = await awaitMails(she.email, 4);
  const saved = await Promise.all(offered.map(async (text, index) => {
    const file = test.info().outputPath(`${index}.ics`);
    await writeFile(file, text);
    return file;
  }));
  const python = await readByPython([...mails.map(({ file }) => file), ...saved]);
  expect(python.flatMap(({ problems }) => problems)).toEqual([]);

  const uid = read(offered[0]!).uid;
  for (const [index, state] of states.entries()) {
    const cancelled = state.status === 'cancelled';
    const facts = { uid, sequence: index, zone: 'Asia/Tokyo', start: instant(state.starts_at), end: instant(state.ends_at) };
    const sent = { ...facts, method: cancelled ? 'CANCEL' : 'REQUEST', status: cancelled ? 'CANCELLED' : 'CONFIRMED' };
    const shown = { ...facts, method: 'PUBLISH', status: cancelled ? 'CANCELLED' : 'CONFIRMED' };
    expect(state.sequence).toBe(index);
    isTwiceTheSame(mails[index]!, sent.method);
    expect(read(calendars(mails[index]!)[0]!.body), 'ical.js, mail').toEqual(sent);
    expect(read(offered[index]!), 'ical.js, page').toEqual(shown);
    expect(python[index], 'icalendar, mail').toMatchObject({ ...sent, mime: [sent.method] });
    expect(python[index + 4], 'icalendar, page').toMatchObject(shown);
  }
});

test('a calendar file says nothing about the person', async ({ request }) => {
  const api = new Api(request);
  const she = person();
  const [slot] = await api.slots('video', await api.day(14, 'video'));
  const due = localDate(await now(request), 150);
  const { join_url } = await api.book(she, slot!, 'video', { due_date: due });
  const [mail] = await awaitMails(she.email, 1);
  const text = calendars(mail!)[0]!.body;
  const lines = text.replaceAll(/\r\n[ \t]/g, '');
  for (const secret of [she.family, she.given, she.familyKana, she.phone.replaceAll('-', ''), due, due.replaceAll('-', ''), '1995']) {
    expect(lines).not.toContain(secret);
  }
  for (const name of ['LOCATION', 'URL', 'DESCRIPTION']) expect(lines).toMatch(new RegExp(`^${name}[;:].*${join_url}`, 'm'));
  expect(lines).toMatch(/^ATTENDEE;(?=.*PARTSTAT=ACCEPTED)(?=.*RSVP=FALSE).*mailto:/m);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

/** As an alternative and as an attachment, octet for octet, both in base64. */
function isTwiceTheSame(mail: Mail, method: string): void {
  const [alternative, more] = calendars(mail);
  const attachment = all(mail).find(({ type }) => type === 'application/ics');
  expect(more).toBeUndefined();
  expect(alternative?.parameters.get('method')).toBe(method);
  expect(attachment?.headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.ics"/);
  for (const part of [alternative, attachment]) expect(part?.headers.get('content-transfer-encoding')).toBe('base64');
  expect(attachment?.body).toBe(alternative?.body);
}
