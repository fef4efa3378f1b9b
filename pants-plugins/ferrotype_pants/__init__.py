"""The Pants plugin: targets and rules over the stages of the command `ferrotype`."""
