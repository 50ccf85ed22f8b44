import { LocalLinter, createBinaryModuleFromUrl } from "harper.js";
import { serve } from "./serve.js";

serve(async () => {
  const linter = new LocalLinter({ binary: createBinaryModuleFromUrl("harper_wasm_slim_bg.wasm", "slim") });
  await linter.setup();
  return async (text) => (await linter.lint(text)).map((lint) => lint.message());
});
