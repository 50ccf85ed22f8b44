import nlp from "compromise";
import { serve } from "./serve.js";

serve(async () => (text) => {
  const read = nlp(text);
  return {
    quotations: read.quotations().json({ offset: true }),
    people: read.people().out("array"),
    places: read.places().out("array"),
    organizations: read.organizations().out("array"),
  };
});
