// Reads {secrets, headers, body} and says for each secret whether npm's standardwebhooks accepts the request with it.
// Run in tests/contract_tools, whose node_modules hold the library.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Webhook } = createRequire(`${process.cwd()}/package.json`)("standardwebhooks");
const { secrets, headers, body } = JSON.parse(readFileSync(0, "utf8"));

function verifies(secret) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

process.stdout.write(JSON.stringify(secrets.map(verifies)));
