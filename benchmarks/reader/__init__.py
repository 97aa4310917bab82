"""What the answer reader is learned from and with: examples, how they are packed, the network, figures."""
