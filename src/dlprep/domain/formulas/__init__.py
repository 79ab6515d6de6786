"""Functions that templates may call, in plain Python; every public function of these modules is one.

Lists come in and go out as tuples. A value outside a function's domain raises ValueError or ArithmeticError.
"""
