"""`kla import`: files that offices hold, in layouts of their own, to a profile or to units."""
