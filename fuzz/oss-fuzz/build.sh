#!/bin/bash -eu
# Builds the fuzz targets into $OUT, as the services want them: the jars, and for each target a script that
# starts it, its options, its dictionary and its seeds. io.takecover.fuzz.campaign.Targets says which targets there are.
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true \
  -DincludeScope=runtime -DexcludeGroupIds=io.takecover,com.code-intelligence -DoutputDirectory="$OUT" \
  package org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies

# Jazzer is the service's own, so its classes must not come with ours: these two jars, and not the one for users.
for module in parser fuzz; do
  cp "$module/target/takecover-$module-"*.jar "$OUT/takecover-$module.jar"
done
java -cp fuzz/target/takecover.jar io.takecover.fuzz.service.ServiceFiles corpus "$OUT"
