"""What runs again after an edit, seen through the real Pants."""
