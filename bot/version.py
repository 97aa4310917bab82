"""Which version of Yuanwen this is."""

VERSION = "0.1.0"
