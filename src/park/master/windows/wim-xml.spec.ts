import { editionsIn } from './wim-xml.js';

const utf16 = (xml: string) => Buffer.from(`\ufeff${xml}`, 'utf16le');

/** As install.wim of Microsoft says it, shortened. */
const PRO = `<IMAGE INDEX="6"><DIRCOUNT>23108</DIRCOUNT><FILECOUNT>104482</FILECOUNT><TOTALBYTES>19302465138</TOTALBYTES>
<HARDLINKBYTES>8121239821</HARDLINKBYTES><CREATIONTIME><HIGHPART>0x01DB0BB5</HIGHPART><LOWPART>0xC35A9F6F</LOWPART></CREATIONTIME>
<WINDOWS><ARCH>9</ARCH><PRODUCTNAME>Microsoft® Windows® Operating System</PRODUCTNAME><EDITIONID>Professional</EDITIONID>
<INSTALLATIONTYPE>Client</INSTALLATIONTYPE><SERVICINGDATA><GDRDUREVISION>0</GDRDUREVISION></SERVICINGDATA><PRODUCTTYPE>WinNT</PRODUCTTYPE>
<LANGUAGES><LANGUAGE>en-US</LANGUAGE><LANGUAGE>fr-FR</LANGUAGE><FALLBACK LANGUAGE="fr-FR">en-US</FALLBACK><DEFAULT>fr-FR</DEFAULT></LANGUAGES>
<VERSION><MAJOR>10</MAJOR><MINOR>0</MINOR><BUILD>26100</BUILD><SPBUILD>1742</SPBUILD><SPLEVEL>0</SPLEVEL><BRANCH>ge_release</BRANCH></VERSION>
<SYSTEMROOT>WINDOWS</SYSTEMROOT></WINDOWS><NAME>Windows 11 Professionnel</NAME><DESCRIPTION>Windows 11 Professionnel</DESCRIPTION>
<FLAGS>Professional</FLAGS><DISPLAYNAME>Windows 11 Professionnel</DISPLAYNAME></IMAGE>`;

describe('the XML of a WIM', () => {
  it('gives the editions, the default language first', () => {
    expect(editionsIn(utf16(`<WIM><TOTALBYTES>1</TOTALBYTES>${PRO}</WIM>`))).toEqual([
      {
        index: 6,
        name: 'Windows 11 Professionnel',
        displayName: 'Windows 11 Professionnel',
        edition: 'Professional',
        build: '26100.1742',
        languages: ['fr-FR', 'en-US'],
        architecture: 'amd64',
        installationType: 'Client',
        bytes: 11_181_225_317,
      },
    ]);
  });

  it('gives an image without Windows, as wimlib captures any folder', () => {
    const xml = '<WIM><IMAGE INDEX="1"><NAME>données</NAME><TOTALBYTES>10</TOTALBYTES></IMAGE></WIM>';
    expect(editionsIn(utf16(xml))).toEqual([
      {
        index: 1,
        name: 'données',
        displayName: '',
        edition: '',
        build: '',
        languages: [],
        architecture: '',
        installationType: '',
        bytes: 10,
      },
    ]);
  });

  it('removes what terminals interpret from names', () => {
    const xml = '<WIM><IMAGE INDEX="1"><NAME>pro\u202egpj</NAME></IMAGE></WIM>';
    expect(editionsIn(utf16(xml))[0]?.name).toBe('progpj');
  });

  it.each(['<WIM><IMAGE>', '<OTHER/>', '', '<!DOCTYPE a [<!ENTITY b "c">]><WIM/>'])(
    '%j is refused',
    (xml) => {
      expect(() => editionsIn(utf16(xml))).toThrow(
        'the XML that describes the images of this WIM cannot be read',
      );
    },
  );
});
