#include "app/commands.h"
namespace skeptic { Command add_review(CLI::App&a){a.add_subcommand("review");return []{return 0;};} Command add_compare(CLI::App&a){a.add_subcommand("compare");return []{return 0;};} Command add_cost(CLI::App&a){a.add_subcommand("cost");return []{return 0;};}}
