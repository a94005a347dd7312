"""What the clinic talks about: vitals, the infusion session, its phases; standard library only."""
