"""Makes a small image with the shape of a Windows installation, from nothing of Microsoft.

    /usr/bin/python3 test/support/windows_image.py OUT.wim [--editions 2] [--compress LZX] [--solid] [--pipable]

The volume is NTFS, with what NTFS has: alternate streams, reparse points, hard links, short names, attributes. Its
programs are those of wine, its boot files Debian's signed ones, so that a PC really starts from it.
"""

import argparse
import os
import tempfile

from windows_shaped import registry, tree, volume

ARCHITECTURES = {"amd64": 9, "arm64": 12}
# The name of the edition, and the word by which Windows knows it.
EDITIONS = [("Windows 11 Pro", "Professional"), ("Windows 11 Famille", "Core")]


def main() -> None:
    arguments = _arguments()
    target = os.path.abspath(arguments.out)
    storage = tuple(inf for inf in registry.STORAGE if inf not in arguments.without)
    with tempfile.TemporaryDirectory(prefix="windows-image-", dir=os.path.dirname(target)) as folder:
        image, wim = f"{folder}/volume.img", f"{folder}/made.wim"
        volume.make_volume(image, (256 + 2 * arguments.mebibytes) << 20)
        for number in range(arguments.editions):
            wanted = tree.Wanted(*EDITIONS[number], arguments.build, arguments.arch, storage)
            with volume.mounted(image) as root:
                if number == 0:
                    tree.fill(root, wanted)
                    tree.add_payload(root, arguments.mebibytes)
                else:
                    tree.write_registry(f"{root}/Windows", wanted)
            _capture(image, wim, number, arguments)
        os.replace(wim, target)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes a Windows-shaped image.")
    parser.add_argument("out")
    parser.add_argument("--compress", default="LZX", choices=["none", "XPRESS", "LZX", "LZMS"])
    parser.add_argument("--solid", action="store_true", help="one solid resource, as in an .esd")
    parser.add_argument("--pipable", action="store_true")
    parser.add_argument("--mebibytes", type=int, default=8, help="payload beside the files of Windows")
    parser.add_argument("--arch", default="amd64", choices=list(ARCHITECTURES))
    parser.add_argument("--editions", type=int, default=1, choices=[1, 2])
    parser.add_argument("--build", default="26100.1742")
    infs = list(registry.STORAGE)
    parser.add_argument("--without", action="append", default=[], choices=infs, help="a driver that it lacks")
    return parser.parse_args()


def _capture(image: str, wim: str, number: int, arguments: argparse.Namespace) -> None:
    name, edition = EDITIONS[number]
    action = "capture" if number == 0 else "append"
    command = ["wimlib-imagex", action, image, wim, name, name]
    if number == 0:
        command.append(f"--compress={arguments.compress}")
        command += ["--solid"] if arguments.solid else []
        command += ["--pipable"] if arguments.pipable else []
    elif arguments.solid:
        command.append("--solid")
    for key, value in _properties(name, edition, arguments).items():
        command.append(f"--image-property={key}={value}")
    volume.quietly(*command)


def _properties(name: str, edition: str, arguments: argparse.Namespace) -> dict[str, str]:
    build, revision = arguments.build.split(".")
    return {
        "DISPLAYNAME": name,
        "DISPLAYDESCRIPTION": name,
        "FLAGS": edition,
        "WINDOWS/ARCH": str(ARCHITECTURES[arguments.arch]),
        "WINDOWS/PRODUCTNAME": "Microsoft® Windows® Operating System",
        "WINDOWS/EDITIONID": edition,
        "WINDOWS/INSTALLATIONTYPE": "Client",
        "WINDOWS/PRODUCTTYPE": "WinNT",
        "WINDOWS/PRODUCTSUITE": "Terminal Server",
        "WINDOWS/LANGUAGES/LANGUAGE[1]": "fr-FR",
        "WINDOWS/LANGUAGES/DEFAULT": "fr-FR",
        "WINDOWS/VERSION/MAJOR": "10",
        "WINDOWS/VERSION/MINOR": "0",
        "WINDOWS/VERSION/BUILD": build,
        "WINDOWS/VERSION/SPBUILD": revision,
        "WINDOWS/VERSION/SPLEVEL": "0",
        "WINDOWS/SYSTEMROOT": "WINDOWS",
    }


if __name__ == "__main__":
    main()
