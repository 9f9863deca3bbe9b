"""How locked figures and living records differ: effects of a change, bridge, explanation record by record."""
