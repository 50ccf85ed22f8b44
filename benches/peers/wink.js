import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { serve } from "./serve.js";

serve(async () => {
  const nlp = winkNLP(model);
  const { its } = nlp;
  return (text) => {
    const read = nlp.readDoc(text);
    return {
      sentences: read.sentences().out(its.span),
      tags: read.tokens().out(its.pos),
      entities: read.entities().out(its.detail),
    };
  };
});
