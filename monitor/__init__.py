"""From snapshots to reviewed edits."""
