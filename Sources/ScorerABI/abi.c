#include "windowstaff_scorer.h"
