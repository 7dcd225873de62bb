#pragma once

#include <span>

#include "agent/host.hpp"

namespace agent {

extern const std::span<const Spec> claude_specs;
extern const std::span<const Spec> claude_json_specs;
extern const std::span<const Spec> claude_mpm_specs;
extern const std::span<const Spec> agentskills_specs;
extern const std::span<const Spec> cursor_specs;
extern const std::span<const Spec> copilot_specs;
extern const std::span<const Spec> opencode_specs;
extern const std::span<const Spec> codex_specs;
extern const std::span<const Spec> gemini_specs;
extern const std::span<const Spec> windsurf_specs;
extern const std::span<const Spec> kiro_specs;

/// Claude Code's tools, also for the hosts that build its agents.
extern const Tools claude_tools;

/// Values of Claude Code's fields, as `Field::values`.
inline constexpr std::string_view claude_models =
    "inherit default best sonnet opus haiku fable opusplan *[1m] claude-* */* *.* arn:*";
inline constexpr std::string_view claude_colors = "red blue green yellow purple orange pink cyan";
inline constexpr std::string_view claude_permission_modes =
    "default acceptEdits auto dontAsk bypassPermissions plan manual";
inline constexpr std::string_view claude_memories = "user project local";
/// A level or a number.
inline constexpr std::string_view claude_efforts =
    "low medium high xhigh max 0* 1* 2* 3* 4* 5* 6* 7* 8* 9*";

}  // namespace agent
