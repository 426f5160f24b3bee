import { describe, expect, it } from 'vitest';
import { readXml, toXml } from '../../../simulator/aws/xml.js';

describe('a document', () => {
  it('is read as it was written: texts, members, lists', () => {
    const value = { Rule: [{ ID: 'a & <b> "c"\r\n' }, { ID: 'é', Days: '3', Filter: '' }], Name: 'x', Absent: undefined };

    const { Absent: _, ...read } = value;

    expect(readXml(toXml('Root', value, 'http://example.org/'))).toEqual({ root: 'Root', value: read });
  });

  it('is read with blanks, comments and character references', () => {
    const text = `<?xml version="1.0"?>\n<!-- a -->\n<A xmlns='x' y="z">\n  <B>&#65;&#x42;&lt;&apos;</B>\n  <C/>\n</A>\n`;

    expect(readXml(text)).toEqual({ root: 'A', value: { B: "AB<'", C: '' } });
  });

  it.each(['', 'text', '<A>', '<A></B>', '<A/><A/>', '<A/><B/>', '<A/>text', '</A>', '<A><B></A></B>', '<A><![CDATA[x]]></A>', '<A b=c/>'])(
    'is not read where it is none: %s',
    (text) => {
      expect(readXml(text)).toBeUndefined();
    },
  );

  it('may name its elements anything', () => {
    expect(readXml('<constructor><__proto__>x</__proto__></constructor>')!.root).toBe('constructor');
  });
});
