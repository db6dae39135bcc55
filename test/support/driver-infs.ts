/**
 * INFs written for the specs, in the shape of those of virtio, Intel VMD, AMD RAID and network adapters: the same
 * directives and ids, none of the vendors' text.
 */

const STORAGE = `Signature="$WINDOWS NT$"
Class=SCSIAdapter
ClassGuid={4D36E97B-E325-11CE-BFC1-08002BE10318}
Provider=%Lab%`;

const KERNEL_SERVICE = (binary: string, start = 0, group = 'SCSI miniport') => `ServiceType   = 1
StartType     = ${start}
ErrorControl  = 1
ServiceBinary = ${binary}
LoadOrderGroup = ${group}`;

/** A miniport that names compatible ids and has a Parameters key. */
export const LABSCSI = `; a SCSI miniport
[Version]
${STORAGE}
DriverVer=04/01/2025,100.2.104.27100
CatalogFile=labscsi.cat
PnpLockdown=1

[SourceDisksNames]
1 = %Disk%,,,""

[SourceDisksFiles]
labscsi.sys = 1,,

[DestinationDirs]
DefaultDestDir = 10
LabScsi_Files = 12

[Manufacturer]
%Lab% = LabScsi,NTamd64.6.3,NTamd64.10.0

[LabScsi.NTamd64.6.3]
%Lab.Old% = scsi_old, PCI\\VEN_1AF4&DEV_1004&SUBSYS_00081AF4&REV_00, PCI\\VEN_1AF4&DEV_1004

[LabScsi.NTamd64.10.0]
%Lab.Device% = scsi_inst, PCI\\VEN_1AF4&DEV_1004&SUBSYS_00081AF4&REV_00, PCI\\VEN_1AF4&DEV_1004
%Lab.Device% = scsi_inst, PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01, PCI\\VEN_1AF4&DEV_1048

[scsi_inst]
CopyFiles = LabScsi_Files

[LabScsi_Files]
labscsi.sys,,,0x4100

[scsi_inst.Services]
AddService = labscsi, %SPSVCINST_ASSOCSERVICE%, labscsi_Service, labscsi_Event

[scsi_inst.HW]
AddReg = scsi_msi

[scsi_msi]
HKR, "Interrupt Management",, 0x00000010
HKR, "Interrupt Management\\MessageSignaledInterruptProperties",, 0x00000010
HKR, "Interrupt Management\\MessageSignaledInterruptProperties", MSISupported, 0x00010001, 1

[scsi_old]
CopyFiles = LabScsi_Files

[labscsi_Service]
DisplayName = %Lab.Device%
${KERNEL_SERVICE('%12%\\labscsi.sys')}
AddReg = labscsi_Values

[labscsi_Values]
HKR, "Parameters\\PnpInterface", "5", %REG_DWORD%, 0x00000001
HKR, "Parameters", "BusType", %REG_DWORD%, 0x0000000A

[labscsi_Event]
AddReg = labscsi_EventValues

[labscsi_EventValues]
HKR,,EventMessageFile,0x00020000,"%%SystemRoot%%\\System32\\IoLogMsg.dll"

[Strings]
Lab = "Établi lab"
Lab.Device = "Lab SCSI controller"
Lab.Old = "Lab SCSI controller (old)"
Disk = "Lab disk"
SPSVCINST_ASSOCSERVICE = 0x00000002
REG_DWORD = 0x00010001
`;

/** A RAID controller with a better feature score, a null driver beside it, and a filter that is not injected. */
export const LABVMD = `[Version]
${STORAGE}
DriverVer=11/05/2024,20.2.1.1016
CatalogFile=labvmd.cat

[SourceDisksNames.amd64]
1 = "disk"
[SourceDisksFiles.amd64]
LabVmd.sys = 1
LabFilter.sys = 1

[DestinationDirs]
Vmd_Files = 13
Filter_Files = 12

[Manufacturer]
%Lab% = Vmd,NTamd64.10.0...19041

[Vmd.NTamd64.10.0...19041]
"Lab VMD controller A77F" = Vmd_Inst, PCI\\VEN_8086&DEV_A77F
"Lab VMD controller 467F" = Vmd_Inst, PCI\\VEN_8086&DEV_467F
"Lab VMD root port" = Null_Inst, PCI\\VEN_8086&DEV_09AB

[Vmd_Inst.NTamd64]
FeatureScore = 80
CopyFiles = Vmd_Files, Filter_Files

[Vmd_Files]
LabVmd.sys
[Filter_Files]
LabFilter.sys

[Vmd_Inst.NTamd64.Services]
AddService = LabFilter,, Filter_Service
AddService = LabVmd, 0x2, Vmd_Service

[Vmd_Inst.NTamd64.HW]
AddReg = Vmd_Device

[Vmd_Device]
HKR,, UpperFilters, 0x00010008, LabFilter
HKR,, DeviceIdleEnabled, 0x00010001, 1
HKLM, SOFTWARE\\Lab, Installed, 0x00010001, 1
HKLM, System\\CurrentControlSet\\Services\\labvmd\\Parameters\\Device, Led, 0x00010001, 1

[Vmd_Service]
DisplayName = "Lab VMD"
${KERNEL_SERVICE('%13%\\LabVmd.sys')}
AddReg = Vmd_Values

[Vmd_Values]
HKR, Parameters, BusType, 0x00010001, 8
HKR, Parameters\\Device, Names, 0x00010000, "one", "two"
HKR, Parameters\\Device, Table, 1, 01,ff,\\
  00,7f
HKR, Parameters\\Device, OldNumber, 0x00010001, 10,27,00,00
HKLM, SYSTEM\\CurrentControlSet\\Services\\LabVmd\\Parameters, Direct, 0x00010001, 7

[Filter_Service]
${KERNEL_SERVICE('%12%\\LabFilter.sys', 0, 'FSFilter Activity Monitor')}

[Null_Inst.NTamd64]
[Null_Inst.NTamd64.Services]
AddService = , 2

[Strings]
Lab = "Lab"
`;

/** The bottom half of a RAID driver: the volumes appear as devices of its own. */
export const RCBOTTOM = `[Version]
${STORAGE}
DriverVer=09/26/2024,9.3.2.218
CatalogFile=rcbottom.cat
[Manufacturer]
%Lab% = Bottom,NTamd64
[Bottom.NTamd64]
"Lab RAID bottom" = Bottom_Inst, PCI\\VEN_1022&DEV_43BD&CC_0104
[SourceDisksNames]
1 = "disk"
[SourceDisksFiles]
rcbottom.sys = 1
[DestinationDirs]
DefaultDestDir = 12
[Bottom_Inst]
CopyFiles = @rcbottom.sys
[Bottom_Inst.Services]
AddService = rcbottom, 2, Bottom_Service
[Bottom_Service]
${KERNEL_SERVICE('%12%\\rcbottom.sys')}
[Strings]
Lab = "Lab"
`;

export const RCRAID = RCBOTTOM.replaceAll('Bottom', 'Raid')
  .replaceAll('rcbottom', 'rcraid')
  .replace('PCI\\VEN_1022&DEV_43BD&CC_0104', '{54cb850d-a731-8590-0628-1992592bd448}\\rcbottom');

/** A network adapter whose INF gives `VEN&DEV` as its hardware id. */
export const LABNET = `[Version]
Signature = "$Windows NT$"
Class = Net
ClassGuid = {4d36e972-e325-11ce-bfc1-08002be10318}
Provider = "Lab"
DriverVer = 01/31/2026,1.2.3.4
CatalogFile.NTamd64 = labnet64.cat
[Manufacturer]
"Lab" = Nic, NTamd64.10.0, NTamd64.10.0...22000, NTx86
[Nic.NTx86]
"Lab NIC x86" = Nic_Inst, PCI\\VEN_8086&DEV_15F2
[Nic.NTamd64.10.0]
"Lab NIC" = Nic_Inst, PCI\\VEN_8086&DEV_15F2
[Nic.NTamd64.10.0...22000]
"Lab NIC 11" = Nic_Inst, PCI\\VEN_8086&DEV_15F2
[SourceDisksNames]
1 = "disk",,,
2 = "more",,,\\more
[SourceDisksFiles]
labnet.sys = 1,x64
labnet.dll = 2
[Nic_Inst.NT]
CopyFiles = @labnet.sys, Nic_Dll
[Nic_Dll]
labnetc.dll, labnet.dll
[Nic_Inst.NT.Services]
AddService = labnet, 2, Nic_Service
[Nic_Service]
${KERNEL_SERVICE('%12%\\labnet.sys', 3, 'NDIS')}
`;

/** Matches the same id as LABVMD, and is no driver. */
export const LABVMD_EXTENSION = `[Version]
Signature = "$Windows NT$"
Class = Extension
ClassGuid = {e2f84ce7-8efa-411c-aa69-97454ca4cb57}
Provider = "Lab"
ExtensionId = {11111111-2222-3333-4444-555555555555}
DriverVer = 12/01/2025,99.0.0.0
[Manufacturer]
"Lab" = Ext,NTamd64.10.0
[Ext.NTamd64.10.0]
"Lab VMD extension" = Ext_Inst, PCI\\VEN_8086&DEV_A77F
[Ext_Inst]
`;
