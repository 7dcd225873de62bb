#include "agent/manifest/tables.hpp"

#include "agent/manifest/words.hpp"

namespace agent::manifest {

constinit const Schema any_value{};
constinit const Schema text{.want = Want::text};
constinit const Schema filled_text{.want = Want::text, .filled = true};
constinit const Schema boolean{.want = Want::boolean};
constinit const Schema number{.want = Want::number};
constinit const Schema positive{.want = Want::positive};
constinit const Schema count{.want = Want::count};
constinit const Schema url{.want = Want::text, .fits = is_url, .must = "be a URL"};
constinit const Schema texts{.want = Want::list, .each = &text};
constinit const Schema text_record{.want = Want::object, .each = &text};

}  // namespace agent::manifest
