/** Small catalogues of driver packs, written for the specs in the form of those of the makers. */

const HASH = (digit: string) => digit.repeat(64);

export const DELL_CATALOGUE = `<?xml version="1.0" encoding="utf-8"?>
<DriverPackManifest xmlns="openmanage/cm/dm" baseLocation="downloads.dell.com" version="2026.01.01">
  <DriverPackage format="cab" hashMD5="${'A'.repeat(32)}" size="1000" dateTime="2025-03-10T00:00:00" dellVersion="A05" path="FOLDER1/1/lab-win11-A05.CAB" type="win">
    <SupportedOperatingSystems>
      <OperatingSystem osCode="Windows11" osArch="x64"/>
      <OperatingSystem osCode="Windows10" osArch="x86"/>
    </SupportedOperatingSystems>
    <SupportedSystems>
      <Brand key="1"><Model systemID="0b12" name="Lab 7010"/><Model systemID="0B13" name="Lab 7020"/></Brand>
    </SupportedSystems>
    <Cryptography><Hash algorithm="SHA256">${HASH('B')}</Hash></Cryptography>
    <DriverPackMetadataInfo><Cryptography><Hash algorithm="SHA256">${HASH('0')}</Hash></Cryptography></DriverPackMetadataInfo>
  </DriverPackage>
  <DriverPackage format="cab" size="1000" dateTime="2026-01-01T00:00:00" path="FOLDER1/1/lab-win11-A06.CAB" type="win">
    <SupportedOperatingSystems><OperatingSystem osCode="Windows11" osArch="x64"/></SupportedOperatingSystems>
    <SupportedSystems><Brand key="1"><Model systemID="0B12" name="Lab 7010"/></Brand></SupportedSystems>
  </DriverPackage>
  <DriverPackage format="cab" path="FOLDER1/1/winpe.CAB" type="winpe">
    <SupportedOperatingSystems><OperatingSystem osCode="Windows11" osArch="x64"/></SupportedOperatingSystems>
    <SupportedSystems><Brand key="1"><Model systemID="0B12" name="Lab 7010"/></Brand></SupportedSystems>
  </DriverPackage>
</DriverPackManifest>`;

const HP_PRODUCT = (id: string, os: string, pack: string) => `<ProductOSDriverPack>
  <Architecture>64-bit</Architecture><SystemId>${id}</SystemId><SystemName>Lab Desk</SystemName>
  <OSName>${os}</OSName><SoftPaqId>${pack}</SoftPaqId></ProductOSDriverPack>`;

export const HP_CATALOGUE = `<?xml version="1.0" encoding="UTF-8"?>
<NewDataSet><HPClientDriverPackCatalog>
<SoftPaqList>
  <SoftPaq><Id>sp1</Id><DateReleased>12/1/2024 12:00:00 AM</DateReleased><Url>https://ftp.hp.com/pub/sp1.exe</Url><Size>0</Size>
    <MD5>${'1'.repeat(32)}</MD5><SHA256>${HASH('C')}</SHA256></SoftPaq>
  <SoftPaq><Id>sp2</Id><DateReleased>2025-06-01</DateReleased><Url>ftp.hp.com/pub/sp2.exe</Url><Size>2000</Size>
    <MD5>${'2'.repeat(32)}</MD5></SoftPaq>
</SoftPaqList>
<ProductOSDriverPackList>
  ${HP_PRODUCT('8b2f,8b30', 'Windows 11 64-bit, 22H2', 'sp1')}
  ${HP_PRODUCT('8b2f', 'Windows 11 64-bit, 23H2', 'sp2')}
  ${HP_PRODUCT('8b2f', 'Windows 11 IoT Enterprise 24H2 LTSC, 64-bit', 'sp2')}
  ${HP_PRODUCT('8b2f', 'Windows 10 32-bit, 22H2', 'sp1')}
  ${HP_PRODUCT('8b2f', 'Windows 11 64-bit, 24H2', 'sp-missing')}
</ProductOSDriverPackList>
</HPClientDriverPackCatalog></NewDataSet>`;

/** With a byte order mark and an empty line first, as Lenovo publishes it. */
export const LENOVO_CATALOGUE = `\ufeff
<ModelList version="1.0">
 <Model name="Lab Pad" arch="Intel">
  <Types><Type>20XW</Type><Type>20xx</Type></Types>
  <BIOS version="1" image="x" date="2024-01-01" crc="${HASH('e')}">https://download.lenovo.com/bios.exe</BIOS>
  <SCCM os="win10" version="*" date="2021-06" crc="${HASH('d')}" md5="x">https://download.lenovo.com/pccbbs/pad_w10.exe</SCCM>
  <SCCM os="win11" version="22H2" date="2023-06-27" crc="${HASH('f')}" md5="y">https://download.lenovo.com/pccbbs/pad_w11.exe</SCCM>
  <HSA os="win11" version="21H2" date="2022-05-24" crc="z">https://download.lenovo.com/hsa.exe</HSA>
 </Model>
</ModelList>`;
