#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// agentskills.io, specification.mdx at 69ef37e, 2026-08-09. Its `allowed-tools` are a string; the
// clients also take a list.
constexpr Field skill_fields[] = {
    {"name", name, required, {}, 64},
    {"description", name, required, {}, 1024},
    {"license", text},
    {"compatibility", text, optional, {}, 500},
    {"metadata", mapping},
    {"allowed-tools", list},
};

// What skills-ref, the checker beside the specification, does not let pass.
constexpr std::string_view refused[] = {
    "bom",
    "description-missing",
    "length",
    "name-missing",
    "name-style",
    "near-miss-key",
    "skill-dir-mismatch",
    "unknown-key",
    "wrong-kind-key",
    "wrong-type",
    "yaml-portability",
};

constexpr Spec table[] = {
    {.format = {Kind::skill, Host::agentskills},
     .source = "agentskills.io, specification.mdx at 69ef37e, 2026-08-09",
     .reader = "an Agent Skills client",
     .unloaded = "clients of agentskills.io skip this skill",
     .fields = skill_fields,
     .needs_frontmatter = true,
     .tools_field = "allowed-tools",
     .refused = refused},
};

}  // namespace

constinit const std::span<const Spec> agentskills_specs = table;

}  // namespace agent
