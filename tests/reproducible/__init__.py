"""The whole build twice from scratch, on two machines that differ in all that must not matter."""
