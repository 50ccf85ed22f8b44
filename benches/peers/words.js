// The floor: walks the words, gives nothing but their number.
import { serve } from "./serve.js";

serve(async () => (text) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].length);
