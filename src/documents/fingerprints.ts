/**
 * What the generations of the KEP template say, known by hashes of their sentences (see `marksOf`): hints, labels and
 * what is to be filled in. Learned from real READMEs and the published templates; their words are not kept here.
 */

const set = (marks: string): ReadonlySet<string> => new Set(marks.split(/\s+/).filter((mark) => mark !== ''));

/** Hints, instructions and labels: nobody's answer. */
export const fingerprints = set(`
  00a70658 0236cf0b 03422bed 05e73076 067638dd 06983279 0a287843 0b263a6c 0cb9e90f 0e87632c 0f4bc4a4
  0f8dbde4 107f308a 1129346d 11344bbc 114ba2f5 119e0584 1210b645 127354eb 142d2ec8 14386108 14dfe1a0
  156f5b90 15ce0718 177a7ea3 18af1684 1b277101 1bcc13f9 1de46343 1ef4e838 1f4ba1fd 24ea49e2 2508c3b0
  25433ded 25ebbc7d 26be2966 27903989 2b187a19 2bc8e4ac 2c04d0ac 2cc3370d 2d4f5192 2de648d9 2eea592e
  2fe1647a 30968209 3184b92d 3294712e 32a25a62 32b0f1dc 34c90906 364efcde 36dcdf5f 3786e26a 383174b4
  38e75776 3ac4c105 3b0c4f13 3b8297eb 3c1d3306 3c7c7e2f 3dc69b23 3e32853a 3e40586e 3e47dbb4 3e7bffcc
  41ad87ad 41ffd8b7 42ee9558 45afe688 46b0ce5a 46deda4a 47f6ef31 49203995 495e81ce 49bee0b3 4a8d0083
  4b363e47 4b916703 4c799849 4d72484a 4e1c300b 4e4125aa 4e551972 5004febb 516377d0 521317fc 5292d867
  553995b2 56bdff50 58785e51 58cbb54a 5cbf60c7 5cf643c7 5daeeed5 5e62efc3 60db029b 616ab591 642377f6
  647788a3 65a1bf55 67b7d893 6d91513b 72c2fffa 74a61103 74e1b409 75299429 75f22b72 76bc3509 77d0de58
  783c6686 7841eb04 7ccdce0f 7d21166c 7dc9fe64 7e0359ca 7e9ab616 7f08d0f9 7f7a451f 805cc361 813a6fd6
  862417b9 8744c6eb 88e7fb68 899f3ce5 8b7c6867 8ba6b974 8dbebada 8f1110d7 8fa78148 8feb723c 901dabe2
  90c70bcc 936f9ee7 93d693f5 963b89c2 982e97c0 9a3ef1eb 9aedbbbc 9b61deaf 9b7287aa 9d73f270 9e4bf167
  9e5c2a19 9e6a84da 9f86d081 a03d5c81 a0eaf59e a37b5afa a3d9d1bc a4ec3165 a543997d a7c24291 a94f20dd
  aaaa981c ab50eaa4 abb25e0b acd1f99d ad96831b ade0811b ae4d6932 ae8a2efb ae8e5e31 b0152883 b01685e6
  b03005f2 b1aae451 b1e1d467 b3ae6880 b4ba5d2d b4c368f8 b4cffb1a b5028adf b517cb4b b978e445 bb8d57c5
  bc4a7118 bc5d7878 bd60d459 bfe1c200 c0e59c68 c140804d c14235d2 c19a792c c27ddb0b c3df9c20 c475f64d
  c514a415 c896990a cb801963 cd09c951 cd2b8655 cf80cd8a cf8f1541 d2291e54 d29ab069 d590e6f7 d9298a10
  da6d38ff daadcf92 dad9a79b db0a36bd dbaacfd0 dc3f579b dc45d435 dc677ff9 dca4c619 dd9412ee dedaf2a7
  e37bc6bd e42b5f02 e73f1981 e74387ec e8409096 ea897a7d ec07abda edb46562 efb0ba14 f05bd6ca f1a24a8c
  f236068e f2f77aff f34aae36 f47e9474 f4c097a8 f53deaa1 fa5efc70 fcc4e1de fe4b8fe9 ff2bce12 ff8c7ec7
`);

/** Examples of criteria and objectives that the template offers, and many keep: an answer, unless beside blanks. */
export const examples = set(`
  178ca0d7 381887c3 3cf1aba4 46e2c85a 4d1b2c20 567757ce 5f916c8e 684fa13f 79971007 93fdfcae 99ee3b1d
  9b3ec316 a51c64d3 a5418daf aaee7a96 b613b34b ce11a455 e0a6862d ec886d5d ed723095
`);

/** Blanks that stand for names and numbers, and the words that introduce the examples. */
export const fillIns = set(`
  2efb8530 43581822 c6261a78 c9d4b950 e89678d1 f33b4206
`);
