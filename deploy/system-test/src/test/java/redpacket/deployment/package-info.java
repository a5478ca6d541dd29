/** Checks of the compose file and of the Kubernetes manifests as text. */
@NullMarked
package redpacket.deployment;

import org.jspecify.annotations.NullMarked;
