#include "core/service/wirejson.h"
