package io.takecover.fuzz.service;

import io.takecover.fuzz.campaign.Targets;
import java.util.List;

/**
 * The script that stands for a target's binary. The service moves its folder about and mounts it
 * read-only, so the script finds everything beside itself and writes nothing.
 */
final class TargetScript {
  private TargetScript() {}

  /**
   * The text of the script.
   *
   * @param jars names of the jars beside it that the target needs
   */
  static String text(Targets target, List<String> jars) {
    String classPath = "$here/" + String.join(":$here/", jars);
    String flags = String.join("' \\\n  '", target.fuzzerFlags());
    return """
        #!/bin/bash
        # By this word the service tells a fuzz target from other executables: LLVMFuzzerTestOneInput.
        here=$(dirname "$0")
        # One input is replayed with a shallower stack and a smaller heap than are fuzzed with, so that
        # what overflows in the fuzzer does so in the replay too.
        memory='-Xmx2048m:-Xss1024k'
        case " $* " in
          *' -runs='[0-9]*) memory='-Xmx1900m:-Xss900k' ;;
        esac
        LD_LIBRARY_PATH="${JVM_LD_LIBRARY_PATH:-}:$here" exec "$here/jazzer_driver" \\
          "--agent_path=$here/jazzer_agent_deploy.jar" \\
          "--cp=%s" \\
          '%s' \\
          "--jvm_args=$memory" \\
          "$@"
        """
        .formatted(classPath, flags);
  }
}
