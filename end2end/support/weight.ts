import { get } from 'node:http';

interface Answer { octets: number; encoding: string }

/** Octets as they travel to a browser that reads brotli. */
export function travels(url: string, cookie: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br', cookie } }, answer => {
      let octets = 0;
      answer.on('data', (chunk: Buffer) => { octets += chunk.length; });
      answer.on('end', () => resolve({ octets, encoding: answer.headers['content-encoding'] ?? '' }));
    }).on('error', reject);
  });
}
