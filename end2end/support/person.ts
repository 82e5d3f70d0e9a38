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
/** No given name is the beginning of another, and of a thousand two on one day are hardly called alike. */
const FIRST = [['花', 'ハナ'], ['春', 'ハル'], ['夏', 'ナツ'], ['秋', 'アキ'], ['雪', 'ユキ'], ['月', 'ツキ'], ['星', 'ホシ'], ['光', 'ミツ'], ['千', 'チ'], ['真', 'マ']] as const;
const SECOND = [['子', 'コ'], ['美', 'ミ'], ['香', 'カ'], ['乃', 'ノ'], ['代', 'ヨ'], ['恵', 'エ'], ['奈', 'ナ'], ['穂', 'ホ']] as const;
const THIRD = [['江', 'エ'], ['里', 'リ'], ['音', 'ネ'], ['葉', 'ハ'], ['緒', 'オ'], ['衣', 'イ'], ['沙', 'サ'], ['帆', 'ホ'], ['希', 'キ'], ['弥', 'ヤ'], ['芽', 'メ'], ['都', 'ト']] as const;

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;

/** A new person each time; her reading and her number are hers alone. */
export function person(): Person {
  const [[first, firstKana], [second, secondKana], [third, thirdKana]] = [pick(FIRST), pick(SECOND), pick(THIRD)];
  // Eight digits, the first no 0: 0800 is a toll-free number and is written otherwise.
  const number = String(1e7 + Math.floor(Math.random() * 9e7));
  return {
    family: '架空',
    given: `${first}${second}${third}`,
    familyKana: Array.from({ length: 5 }, () => pick(KANA)).join(''),
    givenKana: `${firstKana}${secondKana}${thirdKana}`,
    birth: '1995-04-03',
    phone: `080-${number.slice(0, 4)}-${number.slice(4)}`,
    email: `p${number}@mail.kaku.example`,
  };
}
