// How sigma draws a node as a square: its point, of which all is filled.
import { NodePointProgram } from 'sigma/rendering';

const fragmentShader = `
precision mediump float;
varying vec4 v_color;
void main(void) {
  gl_FragColor = v_color;
}`;

export class SquareProgram extends NodePointProgram {
  getDefinition() {
    return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: fragmentShader };
  }
}
