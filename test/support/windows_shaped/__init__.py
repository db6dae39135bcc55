"""The parts of the Windows-shaped image: registry, boot files, tree and NTFS volume."""
