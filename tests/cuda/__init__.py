"""What only a real CUDA card can show: `python tests/cuda/run.py` runs it and reports."""
