"""What the head of a letter tells: candidates of each kind, with all that speaks for and against them, in one table a kind."""
