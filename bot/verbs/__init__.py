"""The verbs of the command line, by what they are about. `bot.main` gives them their names.

What not every verb needs is imported inside, for a quick start.
"""
