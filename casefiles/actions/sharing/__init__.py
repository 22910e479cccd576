"""What a partner service may know: agreed with the person, taken back at once."""
