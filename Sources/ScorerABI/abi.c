/* The header compiles as C on its own, and its structs have the layout that 1.0 promised. */
#include "windowstaff_scorer.h"

_Static_assert(sizeof(windowstaff_scorer_parameter) == 56, "parameter of ABI 1.0");
_Static_assert(sizeof(windowstaff_scorer_batch) == 48, "batch of ABI 1.0");
_Static_assert(sizeof(windowstaff_scorer_step) == 56, "step of ABI 1.0");
_Static_assert(sizeof(windowstaff_scorer_descriptor) == 112, "descriptor of ABI 1.0");
