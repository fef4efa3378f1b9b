"""What the generator of synthetic monorepos promises."""
