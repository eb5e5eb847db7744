public import ArgumentParser
public import Cento

extension GroupLinkage: ExpressibleByArgument {}

/// What makes units a group.
struct LinkageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "representative: every member is a pair with the one that stands for the group (default); "
        + "single: any chain of pairs.", valueName: "representative|single"))
  var linkage: GroupLinkage?
}
