"""What people and programs do: each act checks GitHub's rules, changes the world and publishes its events."""
