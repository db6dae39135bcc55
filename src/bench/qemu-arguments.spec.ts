import {
  qemuArguments,
  variablesTemplate,
  type VirtualPcOptions,
  type VirtualPcPlaces,
} from './qemu-arguments.js';

const pc: VirtualPcOptions = {
  name: 'pc1',
  firmware: 'uefi-secure',
  disks: [{ bus: 'nvme', sizeBytes: 4 << 30, serial: 'DISK-1', sectorBytes: 4096 }],
  nic: 'virtio',
  mac: '52:54:00:e7:ab:01',
  memoryMb: 1024,
  serialNumber: 'SN 1, rev B',
  uuid: '4f1c2a3b-0d5e-4f6a-8b7c-9d0e1f2a3b4c',
};

const places: VirtualPcPlaces = {
  variables: '/tmp/x/variables.fd',
  disks: ['/tmp/x/disk0.qcow2', '/tmp/x/disk1.qcow2'],
  serial: '/tmp/x/serial.log',
  qmp: '/tmp/x/qmp',
  tap: 'tap0',
};

describe('qemuArguments', () => {
  it('makes a PC that enforces Secure Boot and keeps its own boot order', () => {
    expect(qemuArguments(pc, places).join(' ')).toBe(
      [
        '-name pc1 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -rtc base=utc',
        '-display none -device virtio-rng-pci',
        '-chardev file,id=serial0,path=/tmp/x/serial.log,append=on -serial chardev:serial0',
        '-qmp unix:/tmp/x/qmp,server=on,wait=off -monitor none',
        '-smbios type=1,manufacturer=Etabli,product=Virtual PC,serial=SN 1,, rev B,uuid=4f1c2a3b-0d5e-4f6a-8b7c-9d0e1f2a3b4c',
        '-machine q35,smm=on -global driver=cfi.pflash01,property=secure,value=on',
        '-global ICH9-LPC.disable_s3=1',
        '-drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
        '-drive if=pflash,format=raw,unit=1,file=/tmp/x/variables.fd',
        '-drive if=none,id=drive0,format=qcow2,cache=unsafe,discard=unmap,file=/tmp/x/disk0.qcow2',
        '-device nvme,id=disk0,drive=drive0,serial=DISK-1,logical_block_size=4096,physical_block_size=4096',
        '-netdev tap,id=nic0,ifname=tap0,script=no,downscript=no',
        '-device virtio-net-pci,netdev=nic0,mac=52:54:00:e7:ab:01',
      ].join(' '),
    );
  });

  it('makes a BIOS PC with two SATA disks that starts from the network first', () => {
    const disks = ['A', 'B'].map((serial) => ({ bus: 'sata', sizeBytes: 1 << 30, serial }) as const);
    const bios = qemuArguments(
      { ...pc, firmware: 'bios', nic: 'e1000e', disks, bootFirst: 'network' },
      places,
    );
    expect(bios.slice(bios.indexOf('-machine')).join(' ')).toBe(
      [
        '-machine q35',
        '-drive if=none,id=drive0,format=qcow2,cache=unsafe,discard=unmap,file=/tmp/x/disk0.qcow2',
        '-device ide-hd,id=disk0,drive=drive0,serial=A,bootindex=1',
        '-drive if=none,id=drive1,format=qcow2,cache=unsafe,discard=unmap,file=/tmp/x/disk1.qcow2',
        '-device ide-hd,id=disk1,drive=drive1,serial=B,bootindex=2',
        '-netdev tap,id=nic0,ifname=tap0,script=no,downscript=no',
        '-device e1000e,netdev=nic0,mac=52:54:00:e7:ab:01,bootindex=0',
      ].join(' '),
    );
  });

  it('refuses a SATA disk with 4K sectors, which QEMU cannot make', () => {
    const disks = [{ bus: 'sata', sizeBytes: 1 << 30, serial: 'A', sectorBytes: 4096 } as const];
    expect(() => qemuArguments({ ...pc, disks }, places)).toThrow(
      'the SATA disk “A” can only have 512-byte sectors',
    );
  });
});

describe('variablesTemplate', () => {
  it("has Microsoft's keys for Secure Boot only", () => {
    expect(variablesTemplate('uefi-secure')).toBe('/usr/share/OVMF/OVMF_VARS_4M.ms.fd');
    expect(variablesTemplate('uefi')).toBe('/usr/share/OVMF/OVMF_VARS_4M.fd');
    expect(variablesTemplate('bios')).toBeUndefined();
  });
});
