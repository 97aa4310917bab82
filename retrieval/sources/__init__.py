"""Which bytes there are: files and folders, archives, sidecars, and what kind of file each is."""
