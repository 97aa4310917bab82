"""Makes the model files out of weights. For development; nothing at run time imports it."""
