"""Cases and casebooks: the model, their reader, and where new ones come from."""
