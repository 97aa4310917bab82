"""Files are read in a process of its own, with bounds on memory and time."""
