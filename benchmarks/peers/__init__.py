"""Other toolkits and Yuanwen over the same passages and the same weights; `__main__` is the program."""
