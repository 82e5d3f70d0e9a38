/** Somebody who does not exist. */
export interface Person {
  family: string;
  given: string;
  familyKana: string;
  givenKana: string;
  /** `1995-04-03` */
  birth: string;
  phone: string;
  email: string;
}

const KANA = [...'アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモヤユヨラリルレロ'];
const GIVEN = [['花子', 'ハナコ'], ['春', 'ハル'], ['夏美', 'ナツミ'], ['秋', 'アキ'], ['雪', 'ユキ']];

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;

/** A new person each time; her reading and her number are hers alone. */
export function person(): Person {
  const [given, givenKana] = pick(GIVEN) as [string, string];
  // Eight digits, the first no 0: 0800 is a toll-free number and is written otherwise.
  const number = String(1e7 + Math.floor(Math.random() * 9e7));
  return {
    family: '架空',
    given,
    familyKana: Array.from({ length: 5 }, () => pick(KANA)).join(''),
    givenKana,
    birth: '1995-04-03',
    phone: `080-${number.slice(0, 4)}-${number.slice(4)}`,
    email: `p${number}@mail.kaku.example`,
  };
}
