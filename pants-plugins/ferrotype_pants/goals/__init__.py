"""What each goal does with the targets."""
