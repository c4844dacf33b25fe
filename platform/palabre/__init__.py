"""Palabre: where civilians and the forces that protect them talk, and answer each other."""
