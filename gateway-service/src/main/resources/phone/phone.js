var I, Ye, z, he, ie, Je, ne, Ze, Ie, pe, le = Symbol.for("pv"), se = {}, ae = [], mn = /^m(i|n|o|s|text|space)$/, Ee = Array.isArray, Qe = ae.slice, j = Object.assign;
function V(e) {
  e && e.parentNode && e.remove();
}
function te(e, n, t, r, s) {
  var o = { type: e, props: n, key: t, ref: r, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: le, __v: s || ++Ye, __i: -1, __u: 0 };
  return !s && I.vnode && I.vnode(o), o;
}
function $(e) {
  return e.children;
}
function oe(e, n) {
  this.props = e, this.context = n, this.__g = 0;
}
function K(e, n) {
  if (n == null) return e.__ && K(e.__, e.__i + 1);
  for (var t; n < e.__k.length; n++) if ((t = e.__k[n]) && t.__e) return t.__e;
  return typeof e.type != "function" || e.props.__P ? null : K(e);
}
function vn(e) {
  var n, t = e.__v, r = t.__e, s = [], o = [], a = e.__P;
  a && ((n = j({ constructor: le }, t)).__v = t.__v + 1, I.vnode && I.vnode(n), Te(a, n, t, e.__n, a.namespaceURI, 32 & t.__u ? [r] : null, s, r || K(t), 32 & t.__u, o), n.__v = t.__v, n.__.__k[n.__i] = n, sn(s, n, o), t.__ = t.__e = null, n.__e != r && en(n));
}
function en(e) {
  if ((e = e.__) && e.__c && !e.props.__P) return e.__e = null, e.__k.some(function(n) {
    return n && (e.__e = n.__e);
  }), en(e);
}
function $e(e) {
  (8 & e.__g || (e.__g |= 8, z.push(e), ie++)) && he == I.debounceRendering || ((he = I.debounceRendering) || queueMicrotask)(nn);
}
function nn() {
  try {
    for (var e, n = 1; z.length; ) z.length > n && z.sort(Je), e = z.shift(), n = z.length, 8 & e.__g && vn(e);
  } finally {
    (ie = z.length) && (he || queueMicrotask)(nn);
  }
}
function tn(e, n, t, r, s, o, a, c, d, p, u) {
  var v, f, l, h, y, m, w = r.__k || ae, k = n.length;
  for (d = gn(t, n, w, d, k), v = 0; v < k; v++) (l = t.__k[v]) != null && (f = ~l.__i && w[l.__i] || se, l.__i = v, m = Te(e, l, f, s, o, a, c, d, p, u), h = l.__e, (f.ref != l.ref || 8 & f.__u) && (f.ref && Ae(f.ref, null, l, f), l.ref && u.push(l.ref, l.__c || h, l)), y = y || h, 4 & l.__u ? (d = on(l, d, e, !f.__v), f.__e && (f.__e = null)) : typeof l.type == "function" && m !== void 0 ? d = m : h && (d = h.nextSibling), l.__u &= -21);
  return t.__e = y, d;
}
function gn(e, n, t, r, s) {
  var o, a, c, d, p, u, v, f, l, h = t.length, y = h, m = 0, w = 0, k = e.__k = Array(s);
  for (o = 0; o < s; o++) (a = n[o]) != null && typeof a != "boolean" && typeof a != "function" ? (typeof a != "object" || a.constructor === String ? a = k[o] = te(null, a) : Ee(a) ? a = k[o] = te($, { children: a }) : a.constructor === le && a.__b ? a = k[o] = te(a.type, a.props, a.key, a.ref, a.__v) : k[o] = a, d = o + m, a.__ = e, a.__b = e.__b + 1, c = null, ~(p = a.__i = yn(a, t, d, y)) && (y--, (c = t[p]) && (c.__u |= 2)), c && c.__v ? (a.__u |= 16, p == d - 1 ? m-- : p == d + 1 ? m++ : p != d && (p > d ? m-- : m++, w = 1)) : (~p || (s > h ? m-- : s < h && m++), typeof a.type != "function" && (a.__u |= 4))) : k[o] = null;
  if (w) {
    for (u = [], v = [], o = 0; o < s; o++) if ((a = k[o]) && 16 & a.__u) {
      for (m = 0, f = u.length; m < f; ) u[l = m + f >> 1] < a.__i ? m = l + 1 : f = l;
      u[m] = a.__i, v[o] = m + 1;
    }
    for (m = u.length; o--; ) v[o] && (v[o] == m ? m-- : k[o].__u |= 4);
  }
  if (y) for (o = 0; o < h; o++) !(c = t[o]) || 2 & c.__u || (c.__e == r && (r = K(c)), Ne(c, c));
  return r;
}
function on(e, n, t, r) {
  var s, o, a, c;
  if (typeof e.type == "function") {
    if (e.props.__P) return n;
    if (s = e.__k) for (o = 0; o < s.length; o++) s[o] && (s[o].__ = e, n = on(s[o], n, t, !1));
    return n;
  }
  for (n && !n.parentNode && (n = K(e)) && !n.parentNode && (n = null), a = e.__e, c = n; c && c.nodeType == 8; ) c = c.nextSibling;
  for (a != c && (!r && t.moveBefore && a.parentNode ? t.moveBefore(a, n) : t.insertBefore(a, n || null)), n = a; (n = n && n.nextSibling) && n.nodeType == 8 && !n.data.startsWith("$s"); ) ;
  return n;
}
function yn(e, n, t, r) {
  var s, o = e.key, a = e.type, c = n[t], d = c && !(2 & c.__u);
  if (c === null && o == null || d && o == c.key && a == c.type) return t;
  if (r > (d ? 1 : 0)) {
    for (s = t - 1; s >= 0; s--) if ((c = n[s]) && !(2 & c.__u) && o == c.key && a == c.type) return s;
    for (s = t + 1; s < n.length; s++) if ((c = n[s]) && !(2 & c.__u) && o == c.key && a == c.type) return s;
  }
  return -1;
}
function De(e, n, t) {
  t == null && (t = ""), n[0] == "-" ? e.setProperty(n, t) : e[n] = t;
}
function ee(e, n, t, r, s) {
  var o, a;
  if (n == "style") if (typeof t == "string") e.style.cssText = t;
  else {
    if (typeof r == "string" && (e.style.cssText = r = ""), r) for (n in r) t && n in t || De(e.style, n);
    if (t) for (n in t) r && t[n] == r[n] || De(e.style, n, t[n]);
  }
  else if (n[0] == "o" && n[1] == "n") typeof t != "function" && (t = null), typeof r != "function" && (r = null), (e.__e || (e.__e = {}))[n] = t, t && r || (a = pe[n] || (pe[n] = wn(n)), (e.__a || (e.__a = {}))[n] = Ie, o = n != (n = n.replace(Ze, "$1")), (n = n.slice(2))[0] < "a" && (n = n.toLowerCase()), t ? e.addEventListener(n, a, o) : e.removeEventListener(n, a, o));
  else {
    if (s == "http://www.w3.org/2000/svg") n = n.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    else if (n != "width" && n != "height" && n != "href" && n != "list" && n != "form" && n != "tabIndex" && n != "download" && n != "rowSpan" && n != "colSpan" && n != "role" && n != "popover" && n in e) try {
      return void (e[n] = t ?? "");
    } catch {
    }
    if (typeof t == "function") return;
    t == null || t === !1 && n[4] != "-" ? e.removeAttribute(n) : e.setAttribute(n, n == "popover" && t == 1 ? "" : t);
  }
}
function wn(e) {
  return function(n) {
    var t = this.__e;
    if (t) {
      if (t = t[e], n[ne] == null) n[ne] = Ie++;
      else if (n[ne] < this.__a[e]) return;
      return t(I.event ? I.event(n) : n);
    }
  };
}
function Te(e, n, t, r, s, o, a, c, d, p) {
  var u, v, f, l, h, y, m, w, k, g, b, G, D, q, A, U, R, B, W = n.type;
  if (n.constructor !== le) return null;
  128 & t.__u && (d = 32 & t.__u, u = t.__c.__z) && (n.__u |= d, v = o = [], u.nodeType == 8 ? c = re(u, o) : o.push(u), c = o[0] || c), (u = I.__b) && u(n);
  e: if (typeof W == "function") {
    f = a.length;
    try {
      if (w = n.props, k = (u = W.prototype) && u.render, g = (u = W.contextType) && r[u.__c], b = u ? g ? g.props.value : u.__ : r, (l = t.__c) ? (n.__c = l, 2 & l.__g && (l.__g |= 1)) : (k ? n.__c = l = new W(w, b) : (n.__c = l = new oe(w, b), l.constructor = W, l.render = bn), g && g.sub(l), l.state || (l.state = {}), l.__n = r, l.__g |= 8, l.__h = [], l.__k = []), k && (l.__s || (l.__s = l.state), W.getDerivedStateFromProps && (l.__s == l.state && (l.__s = j({}, l.__s)), j(l.__s, W.getDerivedStateFromProps(w, l.__s)))), h = l.props, y = l.state, l.__v = n, t.__c) {
        if (w !== h && k && !W.getDerivedStateFromProps && l.componentWillReceiveProps && l.componentWillReceiveProps(w, b), n.__v == t.__v && !(8 & l.__g) || !(4 & l.__g) && l.shouldComponentUpdate && l.shouldComponentUpdate(w, l.__s, b) === !1) {
          n.__v != t.__v && (l.props = w, l.state = l.__s, l.__g &= -9), n.__e = t.__e, n.__k = t.__k, n.__k.some(function(O) {
            O && (O.__ = n);
          }), ae.push.apply(l.__h, l.__k), l.__k = [], l.__h.length && a.push(l), c = K(t);
          break e;
        }
        l.componentWillUpdate && l.componentWillUpdate(w, l.__s, b), k && l.componentDidUpdate && l.__h.push(function() {
          l.componentDidUpdate(h, y, m);
        });
      } else k && !W.getDerivedStateFromProps && l.componentWillMount && l.componentWillMount(), k && l.componentDidMount && l.__h.push(l.componentDidMount);
      l.context = b, l.props = w, l.__P = e, l.__g &= -5, G = I.__r, D = k ? 25 : 0;
      do
        l.__g &= -9, G && G(n), u = l.render(l.props, l.state = l.__s, l.context);
      while (8 & l.__g && ++D < 25);
      k && (ae.push.apply(l.__h, l.__k), l.__k = []), l.state = l.__s, l.getChildContext && (r = j({}, r, l.getChildContext())), k && t.__c && l.getSnapshotBeforeUpdate && (m = l.getSnapshotBeforeUpdate(h, y)), q = u && u.type === $ && u.key == null ? u.props.children : u, w.__P && (u = c, s = (e = w.__P).namespaceURI, d = o = null, t.props && t.props.__P != e && (t.__k.some(function(O) {
        O && Ne(O, O);
      }), t.__k = null), c = t.__k ? K(t, 0) : null), c = tn(e, Ee(q) ? q : [q], n, t, r, s, o, a, c, d, p), w.__P && (n.__e = null, c = u), n.__u &= -161, v && v.some(V), l.__h.length && a.push(l), 1 & l.__g && (l.__g &= -4);
    } catch (O) {
      if (a.length = f, n.__v = null, d || o) if (O && O.then) {
        if (n.__u |= 128 | d, o) {
          for (~(R = o.indexOf(c || void 0)) || (R = o.length); (B = o[R - 1]) && B.nodeType == 8; ) R--;
          for (; R < o.length; R++) if (B = o[R]) if (o[R] = null, A) {
            if (B == U) break;
          } else {
            if (B.nodeType != 8) break;
            B.data.startsWith("$s") && (U = re(A = B));
          }
        }
        if (!A) {
          for (; c && c.nodeType == 8 && c.nextSibling; ) c = c.nextSibling;
          A = c;
        }
        (u = re(A = n.__c.__z || (n.__c.__z = A))) ? (n.__e = A, c = u) : n.__e = c, c = c && c.nextSibling;
      } else o && o.some(V);
      else n.__e = t.__e;
      n.__k || (n.__k = t.__k || []), O && O.then || rn(n), I.__e(O, n, t);
    }
  } else c = n.__e = kn(t.__e, n, t, r, s, o, a, d, p, e);
  return (u = I.diffed) && u(n), c;
}
function re(e, n) {
  if (e && e.nodeType == 8 && e.data.startsWith("$s")) for (var t = 1; e = e.nextSibling; ) {
    if (e.nodeType == 8) {
      if (e.data.startsWith("$s")) t++;
      else if (e.data.startsWith("/$s") && !--t) return e;
    }
    n && n.push(e);
  }
}
function rn(e) {
  e && (e.__c && (e.__c.__g |= 4), e.__k && e.__k.some(rn));
}
function sn(e, n, t) {
  for (var r = 0; r < t.length; ) Ae(t[r++], t[r++], t[r++]);
  I.__c && I.__c(n, e), e.some(function(s) {
    try {
      e = s.__h, s.__h = [], e.some(function(o) {
        o.call(s);
      });
    } catch (o) {
      I.__e(o, s.__v);
    }
  });
}
function kn(e, n, t, r, s, o, a, c, d, p) {
  var u, v, f, l, h, y, m, w, k = t.props || se, g = n.props, b = n.type;
  if (b == "svg" ? s = "http://www.w3.org/2000/svg" : b == "math" ? s = "http://www.w3.org/1998/Math/MathML" : s || (s = "http://www.w3.org/1999/xhtml"), o) {
    for (u = 0; u < o.length; u++) if ((h = o[u]) && (b ? h.localName == b : h.nodeType == 3)) {
      e = h, o[u] = null;
      break;
    }
  }
  if (!e) {
    if (w = p.ownerDocument || document, !b) return w.createTextNode(g);
    e = w.createElementNS(s, b, g.is ? g : p), c && (I.__m && I.__m(n, o), c = !1), o = null;
  }
  if (b) {
    if (p = b == "template" && e.content || e, o = b == "textarea" && g.defaultValue != null ? null : o && Qe.call(p.childNodes), !c && o) for (k = {}, u = 0; u < e.attributes.length; u++) k[(h = e.attributes[u]).name] = h.value;
    for (u in k) h = k[u], u == "dangerouslySetInnerHTML" ? f = h : u == "children" || u in g || u == "value" && "defaultValue" in g || u == "checked" && "defaultChecked" in g || ee(e, u, null, h, s);
    for (u in g) h = g[u], u == "children" ? l = h : u == "dangerouslySetInnerHTML" ? v = h : u == "value" ? y = h : u == "checked" ? m = h : c && typeof h != "function" || k[u] === h || ee(e, u, h, k[u], s);
    v ? (c || f && (v.__html == f.__html || v.__html == e.innerHTML) || (e.innerHTML = v.__html), n.__k = []) : (f && (e.textContent = ""), (b == "foreignObject" || s == "http://www.w3.org/1998/Math/MathML" && mn.test(b)) && (s = "http://www.w3.org/1999/xhtml"), tn(p, Ee(l) ? l : [l], n, t, r, s, o, a, o ? o[0] : t.__k && K(t, 0), c, d), o && o.some(V)), c && b != "textarea" || (u = "value", b == "progress" && y == null ? e.removeAttribute(u) : y == null || y === e[u] && (b != "progress" || y) || ee(e, u, y, k[u], s), u = "checked", m != null && m != e[u] && ee(e, u, m, k[u], s));
  } else k === g || c && e.data == g || (e.data = g);
  return e;
}
function Ae(e, n, t, r) {
  try {
    typeof e == "function" ? n ? n.__x = e(n) || 1 : r && (r = r.__c || r.__e) && (n = r.__x) && (r.__x = null, typeof n == "function" ? n() : e(null)) : e.current = n;
  } catch (s) {
    I.__e(s, t);
  }
}
function Ne(e, n, t) {
  var r, s, o, a;
  if (I.unmount && I.unmount(e), !(r = e.ref) || r.current && r.current != e.__e || Ae(r, null, n, e), r = e.__c) {
    if (r.componentWillUnmount) try {
      r.componentWillUnmount();
    } catch (c) {
      I.__e(c, n);
    }
    r.__P = r.__n = null;
  }
  if (r = e.__k) for (a = 0; a < r.length; a++) r[a] && Ne(r[a], n, typeof e.type != "function" || t && !e.props.__P);
  !t && (r = e.__c) && (r = r.__z) && (s = re(r, o = [])) && (r == e.__e && o.some(V), V(s), V(r)), t || V(e.__e), e.__e = e.__c = e.__ = null;
}
function bn(e, n, t) {
  return this.constructor(e, t);
}
function Sn(e, n) {
  var t, r, s, o;
  I.__ && I.__(e, n), n.nodeType == 9 && (n = n.documentElement), r = (t = e && 32 & e.__u) ? null : n.__k, n.__k = te($, { children: [e] }), s = [], o = [], Te(n, n.__k, r || se, se, n.namespaceURI, r ? null : n.firstChild ? Qe.call(n.childNodes) : null, s, r ? r.__e : n.firstChild, t, o), sn(s, n.__k, o), n.__k.props.children = null;
}
I = { __e: function(e, n, t, r) {
  for (var s, o, a; n = n.__; ) if ((s = n.__c) && !(1 & s.__g)) {
    s.__g |= 4;
    try {
      if ((a = (o = s.constructor) && o.getDerivedStateFromError) && s.setState(o.getDerivedStateFromError(e)), s.componentDidCatch && (s.componentDidCatch(e, r || {}), a = 1), a && 8 & s.__g) return void (s.__g |= 2);
    } catch (c) {
      e = c;
    }
  }
  throw ie = 0, e;
} }, Ye = 0, oe.prototype.setState = function(e, n) {
  var t = this.__s;
  t && t != this.state || (t = this.__s = j({}, this.state)), typeof e == "function" && (e = e(j({}, t), this.props)), e && (j(t, e), this.__v && (n && this.__k.push(n), $e(this)));
}, oe.prototype.forceUpdate = function(e) {
  this.__v && (this.__g |= 4, e && this.__h.push(e), $e(this));
}, oe.prototype.render = $, z = [], ie = 0, Je = function(e, n) {
  return e.__v.__b - n.__v.__b;
}, ne = Symbol(), Ze = /(PointerCapture)$|Capture$/i, Ie = 0, pe = {};
var In = Symbol.for("pv"), En = 0;
function i(e, n, t, r, s, o) {
  n || (n = {});
  var a, c, d = n;
  if ("ref" in d && typeof e != "function") for (c in d = {}, n) c == "ref" ? a = n[c] : d[c] = n[c];
  var p = { type: e, props: d, key: t, ref: a, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: In, __v: --En, __i: -1, __u: 0 };
  return I.vnode && I.vnode(p), p;
}
var J, T, de, Re, fe = Object.is, Z = 0, an = [], me = [], E = I, xe = E.__b, Fe = E.__r, Me = E.diffed, We = E.__c, He = E.unmount, Ge = E.__;
function Ce(e, n) {
  E.__h && E.__h(T, e, Z || n), Z = 0;
  var t = T.__H || (T.__H = { __: [], __h: [] });
  return e >= t.__.length && t.__.push({}), t.__[e];
}
function S(e) {
  return Z = 1, Tn(un, e);
}
function Tn(e, n, t) {
  var r = Ce(J++, 2);
  if (r.t = e, !r.__c && (r.__ = [un(void 0, n), function(o) {
    var a = (r.__N || r.__)[0], c = r.t(a, o);
    fe(a, c) || (r.__N = [c, r.__[1]], r.__c.setState({}));
  }], r.__c = T, !T.__f)) {
    T.__f = !0;
    var s = T.shouldComponentUpdate;
    T.shouldComponentUpdate = function(o, a, c) {
      var d = this.__H;
      if (!d) return !0;
      var p = !1, u = this.props != o;
      if (d.__.some(function(f) {
        f.__N && (p = !0, fe(f.__[0], f.__N[0]) || (u = !0));
      }), s) {
        var v = s.call(this, o, a, c);
        return p ? v || u : v;
      }
      return !p || u;
    };
  }
  return r.__;
}
function M(e, n) {
  var t = Ce(J++, 3);
  !E.__s && ln(t.__H, n) && (t.__P = !0, t.__ = e, t.u = n, T.__H.__h.push(t));
}
function cn(e) {
  return Z = 5, Pe(function() {
    return { current: e };
  }, []);
}
function Pe(e, n) {
  var t = Ce(J++, 7);
  return ln(t.__H, n) && (t.__ = e(), t.__H = n), t.__;
}
function An(e, n) {
  return Z = 8, Pe(function() {
    return e;
  }, n);
}
function Nn() {
  var e;
  do {
    for (; e = me.shift(); ) try {
      Y(e);
    } catch (t) {
      E.__e(t, { __: (e = e.__P) && e.__v });
    }
    for (; e = an.shift(); ) {
      var n = e.__H;
      if (e.__P && n) try {
        n.__h.some(Y), n.__h.some(ve), n.__h = [];
      } catch (t) {
        n.__h = [], E.__e(t, e.__v);
      }
    }
  } while (me.length);
}
E.__b = function(e) {
  T = null, xe && xe(e);
}, E.__ = function(e, n) {
  e && n.__k && n.__k.__m && (e.__m = n.__k.__m), Ge && Ge(e, n);
}, E.__r = function(e) {
  Fe && Fe(e), J = 0;
  var n = (T = e.__c).__H;
  n && (de == T ? T.__h = [] : (n.__h.some(Y), n.__h.some(ve), J = 0), n.__h = [], n.__.some(function(t) {
    t.__N && (t.__ = t.__N), t.u = t.__N = void 0;
  })), de = T;
}, E.diffed = function(e) {
  Me && Me(e);
  var n = e.__c;
  n && n.__H && (n.__H.__h.length && Ke(an.push(n)), n.__H.__.some(function(t) {
    t.u && (t.__H = t.u);
  })), de = T = null;
}, E.__c = function(e, n) {
  n.some(function(t) {
    try {
      t.__h.some(Y), t.__h = t.__h.filter(function(r) {
        return !r.__ || ve(r);
      });
    } catch (r) {
      t.__h = [function() {
        throw r;
      }];
    }
  }), We && We(e, n);
}, E.unmount = function(e) {
  He && He(e);
  var n, t, r = e.__c;
  r && r.__H && (r.__H.__.some(function(s) {
    try {
      if (s.__P && s.__c) {
        if (t === void 0) {
          for (t = e.__; t && (!t.__c || !t.__c.__P); ) t = t.__;
          t = t && t.__c;
        }
        s.__P = t, Ke(me.push(s));
      } else Y(s);
    } catch (o) {
      n = o;
    }
  }), r.__H = void 0, n && E.__e(n, r.__v));
};
var ze = typeof requestAnimationFrame == "function";
function Cn(e) {
  var n, t = function() {
    clearTimeout(r), ze && cancelAnimationFrame(n), setTimeout(e);
  }, r = setTimeout(t, 35);
  ze && (n = requestAnimationFrame(t));
}
function Ke(e) {
  e != 1 && Re == E.requestAnimationFrame || ((Re = E.requestAnimationFrame) || Cn)(Nn);
}
function Y(e) {
  var n = T, t = e.__c;
  typeof t == "function" && (e.__c = void 0, t()), T = n;
}
function ve(e) {
  var n = T;
  e.__c = e.__(), T = n;
}
function ln(e, n) {
  return !e || e.length != n.length || n.some(function(t, r) {
    return !fe(t, e[r]);
  });
}
function un(e, n) {
  return typeof n == "function" ? n(e) : n;
}
async function Pn(e, n, t, r = localStorage) {
  const s = new TextEncoder().encode(`${e} ${n} ${t}`), o = new Uint8Array(await crypto.subtle.digest("SHA-256", s)), a = `key-${Array.from(o, (d) => d.toString(16).padStart(2, "0")).join("")}`, c = r.getItem(a) ?? crypto.randomUUID();
  return r.setItem(a, c), { name: a, value: c };
}
function qe(e, n = localStorage) {
  n.removeItem(e.name);
}
function Ue(e) {
  let n = e;
  const t = /* @__PURE__ */ new Set();
  return {
    get: () => n,
    set: (r) => {
      r !== n && (n = r, t.forEach((s) => s()));
    },
    follow: (r) => (t.add(r), () => void t.delete(r))
  };
}
function ge(e) {
  const [, n] = S(0);
  return M(() => e.follow(() => n((t) => t + 1)), [e]), e.get();
}
function ue(e) {
  return new Promise((n) => setTimeout(n, e));
}
class ce extends Error {
  constructor(n, t, r) {
    super(t), this.status = n, this.code = t, this.detail = r;
  }
}
const ye = Ue(0), we = Ue(!1), Un = 5, On = 500, Ln = 3e4, $n = 10, Dn = 6e4;
function _n(e, n = Math.random) {
  return n() * Math.min(Ln, On * 2 ** e);
}
class Rn {
  constructor(n = Date.now) {
    this.now = n;
  }
  requests = [];
  retries = [];
  asked() {
    this.requests.push(this.now());
  }
  takes() {
    const n = this.now() - Dn;
    return this.requests = this.requests.filter((t) => t > n), this.retries = this.retries.filter((t) => t > n), this.retries.length >= $n + this.requests.length / 10 ? !1 : (this.retries.push(this.now()), !0);
  }
}
const dn = new Rn();
async function N(e, n, t, r = {}) {
  const s = r.body === void 0 ? void 0 : JSON.stringify(r.body), o = r.keyed ? await Pn(e.user, t, s ?? "") : void 0;
  let a = !1;
  for (let c = 1; ; c++) {
    const d = await xn(e, n, t, s, o?.value);
    if (d && d.status < 300)
      return o && qe(o), d.status === 204 ? void 0 : await d.json();
    const p = d ? await Fn(d) : void 0;
    if (d?.status === 401 && !a && await e.renew()) {
      a = !0;
      continue;
    }
    const u = !d || [408, 429, 500, 503].includes(d.status);
    if (d && o && [400, 403, 422].includes(d.status) && qe(o), !u || r.repeat === !1 || c >= Un || !dn.takes())
      throw new ce(d?.status ?? 0, p?.code ?? "NO_ANSWER", p?.detail ?? "");
    if (p?.code === "SWITCHED_OFF")
      throw new ce(503, p.code, p.detail);
    await Mn(p?.retryAfterMillis ?? _n(c), d !== void 0);
  }
}
async function xn(e, n, t, r, s) {
  const o = { Authorization: `Bearer ${await e.token()}` };
  r !== void 0 && (o["Content-Type"] = "application/json"), s && (o["Idempotency-Key"] = s), dn.asked();
  try {
    const a = await fetch(t, { method: n, headers: o, body: r, cache: "no-store", signal: AbortSignal.timeout(15e3) });
    return we.set(!1), a;
  } catch {
    we.set(!0);
    return;
  }
}
async function Fn(e) {
  try {
    return await e.json();
  } catch {
    return { code: "NO_ANSWER", detail: "" };
  }
}
async function Mn(e, n) {
  n && ye.set(Date.now() + e), await ue(e), !n && !navigator.onLine && await new Promise((t) => addEventListener("online", t, { once: !0 })), n && ye.set(0);
}
const Wn = 3e4, ke = "sign-in";
class Hn {
  constructor(n, t, r) {
    this.config = n, this.onEnd = r, this.take(t), this.user = qn(t.access_token);
  }
  user;
  access = "";
  refresh;
  endsAt = 0;
  renewing;
  /** A token that is good for a while yet. */
  async token() {
    return Date.now() > this.endsAt - Wn && await this.renew(), this.access;
  }
  /** Gets a new token; false where the user has to sign in again. Concurrent callers share one request. */
  renew() {
    return this.renewing ??= this.ask().finally(() => {
      this.renewing = void 0;
    }), this.renewing;
  }
  async ask() {
    if (!this.refresh)
      return Date.now() > this.endsAt && this.onEnd(), !1;
    try {
      const n = await hn(this.config, { grant_type: "refresh_token", refresh_token: this.refresh });
      if (n.ok)
        return this.take(await n.json()), !0;
      n.status < 500 && this.onEnd();
    } catch {
    }
    return !1;
  }
  take(n) {
    this.access = n.access_token, this.refresh = n.refresh_token ?? this.refresh, this.endsAt = Date.now() + n.expires_in * 1e3;
  }
}
async function Gn() {
  return await (await fetch("/app-config")).json();
}
async function zn(e) {
  const n = Be(), t = Be();
  sessionStorage.setItem(ke, JSON.stringify({ verifier: n, state: t, path: location.pathname }));
  const r = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(n)), s = new URLSearchParams({
    response_type: "code",
    client_id: e.clientId,
    redirect_uri: `${location.origin}/`,
    scope: e.scope,
    state: t,
    code_challenge: pn(new Uint8Array(r)),
    code_challenge_method: "S256"
  });
  location.assign(`${e.authorizeUrl}?${s}`);
}
async function Kn(e, n) {
  const t = new URLSearchParams(location.search), r = t.get("code"), s = JSON.parse(sessionStorage.getItem(ke) ?? "{}");
  if (location.search && history.replaceState(null, "", s.path ?? location.pathname), !r || !s.verifier || t.get("state") !== s.state) return;
  sessionStorage.removeItem(ke);
  const o = await hn(e, {
    grant_type: "authorization_code",
    code: r,
    code_verifier: s.verifier,
    redirect_uri: `${location.origin}/`
  });
  return o.ok ? new Hn(e, await o.json(), n) : void 0;
}
function hn(e, n) {
  return fetch(e.tokenUrl, {
    method: "POST",
    body: new URLSearchParams({ client_id: e.clientId, ...n }),
    credentials: "omit"
  });
}
function qn(e) {
  const n = (e.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(atob(n)).sub;
}
function Be() {
  return pn(crypto.getRandomValues(new Uint8Array(32)));
}
function pn(e) {
  return btoa(String.fromCharCode(...e)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
class Bn {
  rest = "";
  lines = [];
  feed(n) {
    const t = (this.rest + n).split(/\r\n|\n|\r/);
    this.rest = t.pop() ?? "";
    const r = [];
    for (const s of t)
      if (s !== "")
        this.lines.push(s);
      else if (this.lines.length > 0) {
        const o = this.event();
        o && r.push(o), this.lines = [];
      }
    return r;
  }
  event() {
    const n = { event: "message", data: "" }, t = [];
    for (const r of this.lines) {
      const s = r.indexOf(":");
      if (s === 0) continue;
      const o = s < 0 ? r : r.slice(0, s), a = s < 0 ? "" : r.slice(s + 1).replace(/^ /, "");
      o === "event" && (n.event = a), o === "id" && (n.id = a), o === "data" && t.push(a), o === "retry" && /^\d+$/.test(a) && (n.retry = Number(a));
    }
    return n.data = t.join(`
`), t.length > 0 || n.event !== "message" ? n : void 0;
  }
}
async function Vn(e, n, t, r) {
  let s, o = 0;
  for (; !n.aborted; ) {
    let a = -1;
    try {
      const c = { Authorization: `Bearer ${await e.token()}` };
      s && (c["Last-Event-ID"] = s);
      const d = await fetch("/v1/events", { headers: c, cache: "no-store", signal: n });
      if (d.status === 401 && await e.renew(), d.ok && d.body) {
        const p = d.body.pipeThrough(new TextDecoderStream()).getReader(), u = new Bn();
        for (let v = await p.read(); !v.done; v = await p.read()) {
          o = 0;
          for (const f of u.feed(v.value))
            s = f.id ?? s, f.event === "bye" ? (a = f.retry ?? 0, f.data.includes("TOKEN_EXPIRED") && await e.renew()) : f.event === "reset" ? r() : t(f);
        }
      } else
        a = (await d.json()).retryAfterMillis ?? -1;
    } catch {
    }
    o++, n.aborted || await ue(a >= 0 ? a : _n(o));
  }
}
const be = Ue(navigator.language.startsWith("zh") ? "zh" : "en"), fn = {
  app: ["Red packets", "红包"],
  signIn: ["Sign in", "登录"],
  signOut: ["Sign out", "退出"],
  waits: ["A red packet waits for you", "有一个红包在等你"],
  waitsMore: ["Sign in to open it.", "登录后拆开。"],
  welcome: ["Send, grab and open red packets.", "发红包、抢红包、拆红包。"],
  noSignIn: ["Sign-in is not set up on this server.", "此服务器未设置登录。"],
  wallet: ["Wallet", "钱包"],
  send: ["Send", "发红包"],
  groups: ["Groups", "群"],
  inbox: ["Inbox", "消息"],
  history: ["History", "记录"],
  unread: ["unread", "条未读"],
  balance: ["Balance", "余额"],
  topUp: ["Top up", "充值"],
  withdraw: ["Withdraw", "提现"],
  amount: ["Amount in yuan", "金额（元）"],
  entries: ["Entries", "明细"],
  shake: ["Shake", "摇一摇"],
  shakeHint: ["Shake the phone, press the button, or press S.", "摇动手机、按按钮或按 S 键。"],
  shakeNothing: ["Nothing this time.", "这次没有摇到。"],
  shakeWon: ["You won a prize of", "你摇到了红包，来自"],
  kind: ["Kind", "类型"],
  LUCKY: ["Lucky", "拼手气"],
  EQUAL: ["Equal shares", "普通"],
  EXCLUSIVE: ["For one person", "专属"],
  PASSWORD: ["With a password", "口令"],
  total: ["Total in yuan", "总金额（元）"],
  count: ["Number of shares", "红包个数"],
  greeting: ["Greeting", "祝福语"],
  greetingDefault: ["Good fortune!", "恭喜发财"],
  password: ["Password", "口令"],
  audience: ["For", "发给"],
  LINK: ["Everybody with the link", "有链接的人"],
  GROUP: ["A group", "一个群"],
  USERS: ["These users", "指定用户"],
  userIds: ["User numbers, with commas", "用户号，用逗号分隔"],
  expiry: ["Open for", "有效期"],
  minute: ["1 minute", "1 分钟"],
  hour: ["1 hour", "1 小时"],
  day: ["24 hours", "24 小时"],
  sendNow: ["Put the money in", "塞钱进红包"],
  ruleTotal: ["A share has 0.01 to 200.00 yuan.", "每个红包 0.01 至 200.00 元。"],
  ruleCount: ["A packet has 1 to 500 shares.", "红包个数为 1 至 500。"],
  ruleEqual: ["The total must divide into equal shares.", "总金额必须能平均分配。"],
  ruleGreeting: ["A greeting has at most 60 characters.", "祝福语最多 60 个字。"],
  rulePassword: ["A password has 1 to 32 characters.", "口令为 1 至 32 个字。"],
  ruleUsers: ["Name at least one user by number.", "请填写至少一个用户号。"],
  ruleOne: ["Name exactly one user.", "请填写一个用户号。"],
  ruleGroup: ["Choose a group.", "请选择群。"],
  ruleMoney: ["The wallet has too little money. Top up first.", "余额不足，请先充值。"],
  ruleAmount: ["Enter an amount such as 8.88.", "请输入金额，如 8.88。"],
  race: ["Let 30 simulated users race for it", "让 30 个模拟用户来抢"],
  racing: ["They race…", "正在抢…"],
  cameLate: ["came too late. Opened:", "人来晚了。已拆："],
  gap: ["gap of the ledger:", "账本差额："],
  open: ["Open", "拆红包"],
  opening: ["Opening…", "正在拆…"],
  from: ["From", "来自"],
  someone: ["User", "用户"],
  youGot: ["You got", "你抢到了"],
  yuan: ["yuan", "元"],
  arriving: ["The money is arriving in your wallet.", "正在存入钱包。"],
  arrived: ["The money is in your wallet.", "已存入钱包。"],
  EMPTY: ["All shares are taken.", "手慢了，红包派完了。"],
  EXPIRED: ["This packet has expired.", "该红包已过期。"],
  REFUNDED: ["This packet has expired; the rest went back.", "该红包已过期，余额已退回。"],
  FINISHED: ["All shares are taken.", "已被抢完。"],
  ACTIVE: ["Open", "进行中"],
  gone: ["There is no such packet, or it is not for you.", "没有这个红包，或不是发给你的。"],
  opened: ["opened", "已领取"],
  luckiest: ["Luckiest", "手气最佳"],
  thanks: ["Say thanks", "答谢"],
  thank: ["Thank you!", "谢谢老板"],
  share: ["Share", "分享"],
  shareLink: ["Link of the packet", "红包链接"],
  shared: ["Shared.", "已分享。"],
  arrivedPacket: ["A packet arrives", "收到红包"],
  openIt: ["Look", "查看"],
  sound: ["Sound", "声音"],
  newGroup: ["New group", "新建群"],
  groupName: ["Name of the group", "群名称"],
  members: ["members", "人"],
  create: ["Create", "创建"],
  read: ["Mark all as read", "全部已读"],
  nothing: ["Nothing yet.", "暂无内容。"],
  more: ["More", "更多"],
  sent: ["Sent", "发出"],
  received: ["Received", "收到"],
  year: ["Year", "年份"],
  luckyTimes: ["Luckiest", "手气最佳次数"],
  nickname: ["Nickname", "昵称"],
  save: ["Save", "保存"],
  again: ["Go on in", "请等待"],
  seconds: ["s", "秒"],
  offline: ["No network. The app goes on when it is back.", "网络不可用，恢复后会自动继续。"],
  failed: ["That did not work. Press again.", "没有成功，请再按一次。"],
  retry: ["Try again", "再试一次"],
  back: ["Back", "返回"],
  close: ["Close", "关闭"],
  until: ["until", "截止"],
  PENDING: ["on its way", "处理中"],
  PAID: ["paid", "已到账"],
  RETURNED: ["returned to the wallet", "已退回钱包"],
  TOP_UP: ["Top-up", "充值"],
  WITHDRAWAL: ["Withdrawal", "提现"],
  WITHDRAWAL_RETURNED: ["Withdrawal returned", "提现退回"],
  PACKET_SENT: ["Packet sent", "发红包"],
  PACKET_OPENED: ["Packet opened", "领红包"],
  PACKET_REFUNDED: ["Packet refunded", "红包退回"],
  PACKET_FINISHED: ["Packet is all taken", "红包被抢完"],
  PACKET_SHARED: ["A packet for you", "给你的红包"],
  MONEY_RECEIVED: ["Money received", "收到钱"],
  PRIZE_WON: ["You won a prize", "你中奖了"],
  THANKS: ["Thanks", "答谢"],
  SHAKE_PRIZE: ["Shake prize", "摇一摇"],
  CAMPAIGN_FUNDED: ["Campaign funded", "活动出资"],
  CAMPAIGN_RETURNED: ["Campaign returned", "活动退回"],
  CORRECTION: ["Correction", "更正"],
  INSUFFICIENT_BALANCE: ["The wallet has too little money.", "余额不足。"],
  DAILY_LIMIT_REACHED: ["Today's limit of sending is reached.", "已达今日发送上限。"],
  USER_FROZEN: ["Your account is frozen: you can receive, not send.", "账户已冻结：可收不可发。"],
  WRONG_PASSWORD: ["The password is wrong, or the tries are used up.", "口令错误或次数已用完。"],
  NOT_IN_AUDIENCE: ["This packet is not for you.", "该红包不是发给你的。"],
  SWITCHED_OFF: ["This part rests for a while.", "该功能暂停使用。"]
};
function _(e) {
  return fn[e][be.get() === "zh" ? 1 : 0];
}
function x(e, n = e) {
  return e in fn ? _(e) : n;
}
function Oe(e) {
  return e instanceof ce ? x(e.code, _("failed")) : _("failed");
}
function F(e, n, t = 0) {
  const [r, s] = S({}), o = An(() => {
    N(e, "GET", n).then(
      (a) => s({ value: a }),
      (a) => s((c) => ({ ...c, failure: Oe(a) }))
    );
  }, [e, n]);
  return M(o, [o, t]), { ...r, again: o };
}
function H() {
  const [e, n] = S(!1), [t, r] = S("");
  return { busy: e, failure: t, run: (o) => {
    e || (n(!0), r(""), o().catch((a) => r(Oe(a))).finally(() => n(!1)));
  } };
}
function P({ children: e }) {
  return /* @__PURE__ */ i("p", { role: "alert", class: "failure", children: e });
}
function L({ label: e, value: n, onInput: t, mode: r, type: s }) {
  return /* @__PURE__ */ i("label", { children: [
    e,
    /* @__PURE__ */ i(
      "input",
      {
        type: s ?? "text",
        inputMode: r ?? "text",
        autocomplete: "off",
        value: n,
        onInput: (o) => t(o.currentTarget.value)
      }
    )
  ] });
}
function X({ label: e, value: n, options: t, onChange: r }) {
  return /* @__PURE__ */ i("label", { children: [
    e,
    /* @__PURE__ */ i("select", { value: n, onChange: (s) => r(s.currentTarget.value), children: t.map(([s, o]) => /* @__PURE__ */ i("option", { value: s, children: o }, s)) })
  ] });
}
function jn() {
  const e = ge(ye), n = ge(we), [t, r] = S(Date.now());
  M(() => {
    if (!e) return;
    r(Date.now());
    const o = setInterval(() => r(Date.now()), 250);
    return () => clearInterval(o);
  }, [e]);
  const s = Math.max(0, Math.ceil((e - t) / 1e3));
  return /* @__PURE__ */ i("p", { role: "status", class: "network", children: n ? _("offline") : e ? `${_("again")} ${s} ${_("seconds")}` : "" });
}
function _e(e) {
  return new Date(e).toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
const Xn = 2e4, Yn = 500, Jn = 60, Zn = 32;
function Le(e) {
  const n = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(e.trim());
  return n ? Number(n[1]) * 100 + Number((n[2] ?? "").padEnd(2, "0")) : void 0;
}
function C(e) {
  const n = e < 0 ? "−" : "", t = Math.abs(e);
  return `${n}${Math.floor(t / 100)}.${String(t % 100).padStart(2, "0")}`;
}
function Q(e) {
  return e.split(/[\s,，]+/).filter((n) => n !== "");
}
function Ve(e) {
  return [...new Intl.Segmenter().segment(e.normalize("NFC"))].length;
}
function Qn(e, n) {
  const t = Le(e.total), r = e.kind === "EXCLUSIVE" ? 1 : e.count;
  if (t === void 0) return "ruleAmount";
  if (!Number.isInteger(r) || r < 1 || r > Yn) return "ruleCount";
  if (t < r || t > r * Xn) return "ruleTotal";
  if (e.kind === "EQUAL" && t % r !== 0) return "ruleEqual";
  if (Ve(e.greeting) > Jn) return "ruleGreeting";
  if (e.kind === "PASSWORD" && (e.password === "" || Ve(e.password) > Zn))
    return "rulePassword";
  const s = Q(e.users), o = s.every((a) => /^[1-9]\d{0,18}$/.test(a));
  if (e.kind === "EXCLUSIVE" && (s.length !== 1 || !o)) return "ruleOne";
  if (e.kind !== "EXCLUSIVE" && e.audience === "USERS" && (s.length === 0 || !o))
    return "ruleUsers";
  if (e.kind !== "EXCLUSIVE" && e.audience === "GROUP" && e.groupId === "") return "ruleGroup";
  if (n !== void 0 && t > n) return "ruleMoney";
}
function et(e, n) {
  const t = e.kind === "EXCLUSIVE", r = t || e.audience === "USERS" ? { kind: "USERS", userIds: Q(e.users) } : e.audience === "GROUP" ? { kind: "GROUP", groupId: e.groupId } : { kind: "LINK" };
  return {
    kind: e.kind,
    totalFen: Le(e.total),
    count: t ? 1 : e.count,
    greeting: e.greeting || void 0,
    password: e.kind === "PASSWORD" ? e.password : void 0,
    audience: r,
    expiresInSeconds: n
  };
}
function nt({ session: e }) {
  const n = F(e, "/v1/groups"), [t, r] = S(""), [s, o] = S(""), a = H(), c = (d) => {
    d.preventDefault(), a.run(async () => {
      const p = { name: t, memberIds: Q(s) };
      await N(e, "POST", "/v1/groups", { body: p, keyed: !0 }), r(""), o(""), n.again();
    });
  };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: _("groups") }),
    /* @__PURE__ */ i(P, { children: n.failure }),
    /* @__PURE__ */ i("ul", { class: "lines", children: n.value?.items.map((d) => /* @__PURE__ */ i("li", { children: [
      /* @__PURE__ */ i("span", { children: d.name }),
      /* @__PURE__ */ i("span", { children: [
        d.memberCount,
        " ",
        _("members")
      ] })
    ] }, d.groupId)) }),
    n.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: _("nothing") }),
    /* @__PURE__ */ i("form", { onSubmit: c, children: [
      /* @__PURE__ */ i("h2", { children: _("newGroup") }),
      /* @__PURE__ */ i(L, { label: _("groupName"), value: t, onInput: r }),
      /* @__PURE__ */ i(L, { label: _("userIds"), value: s, onInput: o }),
      /* @__PURE__ */ i("button", { disabled: a.busy || t.trim() === "", children: _("create") }),
      /* @__PURE__ */ i(P, { children: a.failure })
    ] })
  ] });
}
function tt({ session: e, show: n }) {
  const t = F(e, "/v1/packets/sent"), r = F(e, "/v1/packets/received"), s = F(e, `/v1/packets/statistics?year=${(/* @__PURE__ */ new Date()).getFullYear()}`), o = s.value;
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: _("history") }),
    /* @__PURE__ */ i(P, { children: t.failure ?? r.failure ?? s.failure }),
    o && /* @__PURE__ */ i("dl", { class: "year", children: [
      /* @__PURE__ */ i("dt", { children: _("year") }),
      /* @__PURE__ */ i("dd", { children: o.year }),
      /* @__PURE__ */ i("dt", { children: _("sent") }),
      /* @__PURE__ */ i("dd", { children: [
        o.sentCount,
        " · ",
        C(o.sentFen),
        " ",
        _("yuan")
      ] }),
      /* @__PURE__ */ i("dt", { children: _("received") }),
      /* @__PURE__ */ i("dd", { children: [
        o.receivedCount,
        " · ",
        C(o.receivedFen),
        " ",
        _("yuan")
      ] }),
      /* @__PURE__ */ i("dt", { children: _("luckyTimes") }),
      /* @__PURE__ */ i("dd", { children: o.luckiestCount })
    ] }),
    /* @__PURE__ */ i("h2", { children: _("received") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: r.value?.items.map((a) => /* @__PURE__ */ i(
      je,
      {
        title: `${_("someone")} ${a.senderId}`,
        at: a.openedAt,
        fen: a.amountFen,
        onShow: () => n(a.packetId)
      },
      a.packetId
    )) }),
    /* @__PURE__ */ i("h2", { children: _("sent") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: t.value?.items.map((a) => /* @__PURE__ */ i(
      je,
      {
        title: `${x(a.kind)} · ${x(a.state)}`,
        at: a.createdAt,
        fen: -a.totalFen,
        onShow: () => n(a.packetId)
      },
      a.packetId
    )) }),
    /* @__PURE__ */ i(ot, { session: e })
  ] });
}
function je({ title: e, at: n, fen: t, onShow: r }) {
  return /* @__PURE__ */ i("li", { children: [
    /* @__PURE__ */ i("span", { children: [
      e,
      /* @__PURE__ */ i("small", { children: _e(n) })
    ] }),
    /* @__PURE__ */ i("span", { children: C(t) }),
    /* @__PURE__ */ i("button", { type: "button", onClick: r, children: _("openIt") })
  ] });
}
function ot({ session: e }) {
  const n = F(e, "/v1/profile"), [t, r] = S(""), s = H(), o = n.value?.nickname;
  return M(() => r(o ?? ""), [o]), /* @__PURE__ */ i("form", { onSubmit: (c) => {
    c.preventDefault(), s.run(async () => {
      const d = { nickname: t, avatarUrl: n.value?.avatarUrl ?? void 0 };
      await N(e, "PUT", "/v1/profile", { body: d }), n.again();
    });
  }, children: [
    /* @__PURE__ */ i(L, { label: _("nickname"), value: t, onInput: r }),
    /* @__PURE__ */ i("button", { disabled: s.busy || t.trim() === "", children: _("save") }),
    /* @__PURE__ */ i(P, { children: s.failure })
  ] });
}
function rt({ session: e, show: n, onRead: t }) {
  const r = F(e, "/v1/inbox"), s = H(), o = r.value?.items[0], a = () => s.run(async () => {
    const c = { upTo: o?.messageId }, d = await N(e, "PUT", "/v1/inbox/read", { body: c });
    t(d.unreadCount), r.again();
  });
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: _("inbox") }),
    /* @__PURE__ */ i(P, { children: r.failure }),
    o && /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: a, disabled: s.busy, children: _("read") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: r.value?.items.map((c) => /* @__PURE__ */ i("li", { class: c.readAt ? "" : "new", children: [
      /* @__PURE__ */ i("span", { children: [
        x(c.kind),
        " ",
        c.text && /* @__PURE__ */ i("q", { children: c.text }),
        /* @__PURE__ */ i("small", { children: [
          c.fromUserId && `${_("someone")} ${c.fromUserId} · `,
          _e(c.at)
        ] })
      ] }),
      c.packetId && /* @__PURE__ */ i("button", { type: "button", onClick: () => n(c.packetId ?? "", c.prizeId), children: _("openIt") })
    ] }, c.messageId)) }),
    r.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: _("nothing") }),
    /* @__PURE__ */ i(P, { children: s.failure })
  ] });
}
const it = 30, st = 400;
function at({ session: e, packetId: n, again: t }) {
  const [r, s] = S(!1), [o, a] = S(), [c, d] = S(!1);
  return M(() => {
    if (!r) return;
    const u = setInterval(t, st);
    return () => clearInterval(u);
  }, [r, t]), /* @__PURE__ */ i("section", { children: [
    !o && /* @__PURE__ */ i("button", { type: "button", onClick: () => {
      s(!0), d(!1), fetch(e.config.crowdUrl, {
        method: "POST",
        body: new URLSearchParams({ packet: n, users: String(it) }),
        credentials: "omit"
      }).then(async (u) => u.ok ? a(await u.json()) : d(!0)).catch(() => d(!0)).finally(() => {
        s(!1), t();
      });
    }, disabled: r, children: _(r ? "racing" : "race") }),
    /* @__PURE__ */ i("div", { role: "status", children: o && /* @__PURE__ */ i($, { children: [
      /* @__PURE__ */ i("ol", { class: "race", children: o.order.map((u) => /* @__PURE__ */ i("li", { children: [
        _("someone"),
        " ",
        u.userId,
        " · ",
        C(u.amountFen),
        " ",
        _("yuan")
      ] }, u.userId)) }),
      /* @__PURE__ */ i("p", { children: [
        o.late,
        " ",
        _("cameLate"),
        " ",
        C(o.openedFen),
        "/",
        C(o.totalFen),
        " ",
        _("yuan"),
        " ·",
        " ",
        _("gap"),
        " ",
        C(o.gapFen),
        " ",
        _("yuan")
      ] })
    ] }) }),
    /* @__PURE__ */ i(P, { children: c && _("failed") })
  ] });
}
const ct = 45, lt = 1e3;
function ut({ session: e, refresh: n, packetId: t, prizeId: r, news: s }) {
  const o = `/v1/packets/${t}`, a = F(e, `${o}?limit=100`, s), [c, d] = S(), [p, u] = S(""), [v, f] = S(""), [l, h] = S(""), y = H(), m = a.value, w = a.again, k = () => y.run(async () => {
    const A = { password: v || void 0, prizeId: r };
    try {
      const U = await N(e, "POST", `${o}/open`, { body: A });
      d(U), w(), U.outcome === "OPENED" && g();
    } catch (U) {
      if (U instanceof ce && (U.status === 404 || U.code === "NOT_IN_AUDIENCE")) {
        h(U.status === 404 ? _("gone") : Oe(U));
        return;
      }
      throw U;
    }
  }), g = async () => {
    u("arriving");
    for (let A = 0; A < ct; A++) {
      if ((await N(
        e,
        "GET",
        "/v1/wallet/entries?limit=20"
      ).catch(() => {
      }))?.items.some((R) => R.packetId === t && R.amountFen > 0)) {
        u("arrived");
        break;
      }
      await ue(lt);
    }
    n();
  }, b = c?.amountFen ?? m?.myAmountFen, G = m?.opens.some((A) => A.userId === e.user && A.thanks), D = m && m.state !== "ACTIVE", q = cn(!1);
  return m && !D && (q.current = !0), l ? /* @__PURE__ */ i("div", { role: "alert", children: /* @__PURE__ */ i("h1", { children: l }) }) : /* @__PURE__ */ i("article", { class: "packet", children: [
    /* @__PURE__ */ i("section", { class: `envelope big ${y.busy ? "opening" : ""} ${b !== void 0 ? "open" : ""}`, children: [
      /* @__PURE__ */ i("p", { class: "sender", children: [
        _("from"),
        " ",
        m?.sender?.nickname ?? (m ? `${_("someone")} ${m.senderId}` : "…")
      ] }),
      /* @__PURE__ */ i("h1", { children: m?.greeting ?? _("greetingDefault") }),
      /* @__PURE__ */ i("div", { "aria-live": "assertive", class: "result", children: b !== void 0 ? /* @__PURE__ */ i("p", { children: [
        _("youGot"),
        " ",
        /* @__PURE__ */ i("strong", { "data-amount": !0, children: C(b) }),
        " ",
        _("yuan")
      ] }) : c ? /* @__PURE__ */ i("p", { children: x(c.outcome) }) : D ? /* @__PURE__ */ i("p", { children: x(m.state) }) : null }),
      b === void 0 && !c && !D && /* @__PURE__ */ i($, { children: [
        m?.kind === "PASSWORD" && /* @__PURE__ */ i(L, { label: _("password"), value: v, onInput: f, type: "password" }),
        /* @__PURE__ */ i("button", { type: "button", class: "coin", onClick: k, disabled: y.busy, children: _(y.busy ? "opening" : "open") })
      ] })
    ] }),
    /* @__PURE__ */ i("p", { role: "status", children: p && _(p) }),
    /* @__PURE__ */ i(P, { children: y.failure || (m ? "" : a.failure && !b && _("gone")) }),
    m && /* @__PURE__ */ i("section", { children: [
      /* @__PURE__ */ i("h2", { children: [
        m.openedCount,
        "/",
        m.count,
        " ",
        _("opened"),
        " · ",
        C(m.openedFen),
        "/",
        C(m.totalFen),
        " ",
        _("yuan")
      ] }),
      /* @__PURE__ */ i("p", { class: "small", children: [
        x(m.kind),
        " · ",
        _("until"),
        " ",
        _e(m.expiresAt)
      ] }),
      /* @__PURE__ */ i(_t, { packet: m })
    ] }),
    e.config.crowdUrl && m && q.current && m.senderId === e.user && /* @__PURE__ */ i(at, { session: e, packetId: t, again: w }),
    b !== void 0 && !G && /* @__PURE__ */ i(dt, { session: e, path: o, again: w }),
    m && !D && /* @__PURE__ */ i(ht, { session: e, path: o, packetId: t })
  ] });
}
function _t({ packet: e }) {
  return /* @__PURE__ */ i("ol", { class: "opens", children: e.opens.map((n) => /* @__PURE__ */ i("li", { children: [
    /* @__PURE__ */ i("span", { class: "name", children: n.nickname ?? `${_("someone")} ${n.userId}` }),
    /* @__PURE__ */ i("span", { children: [
      C(n.amountFen),
      " ",
      _("yuan")
    ] }),
    n.userId === e.luckiestUserId && /* @__PURE__ */ i("span", { class: "luckiest", children: [
      "★ ",
      _("luckiest")
    ] }),
    n.thanks && /* @__PURE__ */ i("q", { children: n.thanks })
  ] }, n.userId)) });
}
function dt({ session: e, path: n, again: t }) {
  const [r, s] = S(_("thank")), o = H();
  return /* @__PURE__ */ i("form", { onSubmit: (c) => {
    c.preventDefault(), o.run(async () => {
      await N(e, "POST", `${n}/thanks`, { body: { text: r }, keyed: !0 }), t();
    });
  }, children: [
    /* @__PURE__ */ i(L, { label: _("thanks"), value: r, onInput: s }),
    /* @__PURE__ */ i("button", { disabled: o.busy, children: _("thanks") }),
    /* @__PURE__ */ i(P, { children: o.failure })
  ] });
}
function ht({ session: e, path: n, packetId: t }) {
  const r = F(e, "/v1/groups"), [s, o] = S(""), [a, c] = S(""), [d, p] = S(!1), u = H();
  return /* @__PURE__ */ i("form", { onSubmit: (f) => {
    f.preventDefault(), u.run(async () => {
      const l = s ? { groupId: s } : { userIds: Q(a) };
      await N(e, "POST", `${n}/shares`, { body: l, keyed: !0 }), p(!0);
    });
  }, children: [
    /* @__PURE__ */ i("h2", { children: _("share") }),
    /* @__PURE__ */ i("label", { children: [
      _("shareLink"),
      /* @__PURE__ */ i("input", { readOnly: !0, value: `${location.origin}/p/${t}`, onFocus: (f) => f.currentTarget.select() })
    ] }),
    (r.value?.items.length ?? 0) > 0 && /* @__PURE__ */ i(
      X,
      {
        label: _("GROUP"),
        value: s,
        options: [["", "—"], ...(r.value?.items ?? []).map((f) => [f.groupId, f.name])],
        onChange: o
      }
    ),
    !s && /* @__PURE__ */ i(L, { label: _("userIds"), value: a, onInput: c }),
    /* @__PURE__ */ i("button", { disabled: u.busy || !s && Q(a).length === 0, children: _("share") }),
    /* @__PURE__ */ i("p", { role: "status", children: d && _("shared") }),
    /* @__PURE__ */ i(P, { children: u.failure })
  ] });
}
const pt = ["LUCKY", "EQUAL", "EXCLUSIVE", "PASSWORD"], ft = ["LINK", "GROUP", "USERS"];
function mt({ session: e, balance: n, refresh: t, show: r }) {
  const s = F(e, "/v1/groups"), [o, a] = S({
    kind: "LUCKY",
    total: "8.88",
    count: 3,
    greeting: _("greetingDefault"),
    password: "",
    audience: "LINK",
    users: "",
    groupId: ""
  }), [c, d] = S("86400"), p = H(), u = (h) => a({ ...o, ...h }), v = Qn(o, n), f = o.kind === "EXCLUSIVE";
  return /* @__PURE__ */ i("form", { onSubmit: (h) => {
    h.preventDefault(), p.run(async () => {
      const y = et(o, Number(c)), m = await N(e, "POST", "/v1/packets", { body: y, keyed: !0 });
      t(), r(m.packetId);
    });
  }, children: [
    /* @__PURE__ */ i("h1", { children: _("send") }),
    /* @__PURE__ */ i(
      X,
      {
        label: _("kind"),
        value: o.kind,
        options: pt.map((h) => [h, _(h)]),
        onChange: (h) => u({ kind: h })
      }
    ),
    /* @__PURE__ */ i(L, { label: _("total"), value: o.total, mode: "decimal", onInput: (h) => u({ total: h }) }),
    !f && /* @__PURE__ */ i(
      L,
      {
        label: _("count"),
        value: String(o.count),
        mode: "numeric",
        onInput: (h) => u({ count: Number(h) })
      }
    ),
    /* @__PURE__ */ i(L, { label: _("greeting"), value: o.greeting, onInput: (h) => u({ greeting: h }) }),
    o.kind === "PASSWORD" && /* @__PURE__ */ i(
      L,
      {
        label: _("password"),
        value: o.password,
        type: "password",
        onInput: (h) => u({ password: h })
      }
    ),
    !f && /* @__PURE__ */ i(
      X,
      {
        label: _("audience"),
        value: o.audience,
        options: ft.map((h) => [h, _(h)]),
        onChange: (h) => u({ audience: h })
      }
    ),
    !f && o.audience === "GROUP" && /* @__PURE__ */ i(
      X,
      {
        label: _("GROUP"),
        value: o.groupId,
        options: [["", "—"], ...(s.value?.items ?? []).map((h) => [h.groupId, h.name])],
        onChange: (h) => u({ groupId: h })
      }
    ),
    (f || o.audience === "USERS") && /* @__PURE__ */ i(L, { label: _("userIds"), value: o.users, onInput: (h) => u({ users: h }) }),
    /* @__PURE__ */ i(
      X,
      {
        label: _("expiry"),
        value: c,
        options: [
          ["86400", _("day")],
          ["3600", _("hour")],
          ["60", _("minute")]
        ],
        onChange: d
      }
    ),
    /* @__PURE__ */ i("p", { role: "status", id: "rule", children: v ? _(v) : "" }),
    /* @__PURE__ */ i("button", { "aria-describedby": "rule", disabled: p.busy || v !== void 0, children: _("sendNow") }),
    /* @__PURE__ */ i("p", { class: "small", children: [
      _("balance"),
      ": ",
      n === void 0 ? "…" : C(n),
      " ",
      _("yuan")
    ] }),
    /* @__PURE__ */ i(P, { children: p.failure })
  ] });
}
const vt = 18, gt = 3e3;
function yt({ session: e, show: n }) {
  const [t, r] = S(), [s, o] = S(!1), a = H(), c = () => {
    s || a.run(async () => {
      o(!0);
      let u = gt;
      try {
        const v = await N(e, "POST", "/v1/shake", { repeat: !1 });
        u = v.nextShakeMillis, r(v);
      } finally {
        setTimeout(() => o(!1), u);
      }
    });
  }, d = cn(c);
  d.current = c, M(() => {
    const u = (f) => {
      const l = f.acceleration;
      l && Math.hypot(l.x ?? 0, l.y ?? 0, l.z ?? 0) > vt && d.current();
    }, v = (f) => {
      const l = f.target instanceof HTMLInputElement || f.target instanceof HTMLSelectElement;
      f.key.toLowerCase() === "s" && !l && !f.ctrlKey && !f.metaKey && d.current();
    };
    return addEventListener("devicemotion", u), addEventListener("keydown", v), () => {
      removeEventListener("devicemotion", u), removeEventListener("keydown", v);
    };
  }, []);
  const p = async () => {
    await window.DeviceMotionEvent?.requestPermission?.().catch(() => {
    }), c();
  };
  return /* @__PURE__ */ i("section", { children: [
    /* @__PURE__ */ i("h2", { children: _("shake") }),
    /* @__PURE__ */ i("p", { class: "small", children: _("shakeHint") }),
    /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: () => void p(), disabled: a.busy || s, children: _("shake") }),
    /* @__PURE__ */ i("p", { role: "status", children: [
      t?.outcome === "NOTHING" && _("shakeNothing"),
      t?.outcome === "PRIZE" && `${_("shakeWon")} ${t.sponsor}`
    ] }),
    t?.packetId && /* @__PURE__ */ i("button", { type: "button", onClick: () => n(t.packetId ?? "", t.prizeId), children: _("openIt") }),
    /* @__PURE__ */ i(P, { children: a.failure })
  ] });
}
const wt = 20, kt = 1500;
function bt(e) {
  const { session: n, balance: t, refresh: r } = e, s = F(n, "/v1/wallet/entries"), [o, a] = S("100.00"), [c, d] = S(""), p = H(), u = Le(o), v = () => {
    r(), s.again();
  }, f = () => p.run(async () => {
    await N(n, "POST", "/v1/wallet/top-ups", { body: { amountFen: u }, keyed: !0 }), v();
  }), l = () => p.run(async () => {
    const y = await N(n, "POST", "/v1/wallet/withdrawals", {
      body: { amountFen: u },
      keyed: !0
    });
    v(), h(y.withdrawalId);
  }), h = async (y) => {
    for (let m = 0; m < wt; m++) {
      const w = await N(n, "GET", `/v1/wallet/withdrawals/${y}`).catch(() => {
      });
      if (w && d(w.state), w && w.state !== "PENDING") return v();
      await ue(kt);
    }
  };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("section", { class: "balance", children: [
      /* @__PURE__ */ i("h1", { children: _("balance") }),
      /* @__PURE__ */ i("p", { "aria-live": "polite", children: [
        /* @__PURE__ */ i("strong", { "data-balance": !0, children: t === void 0 ? "…" : C(t) }),
        " ",
        _("yuan")
      ] })
    ] }),
    /* @__PURE__ */ i("form", { onSubmit: (y) => y.preventDefault(), children: [
      /* @__PURE__ */ i(L, { label: _("amount"), value: o, mode: "decimal", onInput: a }),
      /* @__PURE__ */ i("div", { class: "row", children: [
        /* @__PURE__ */ i("button", { type: "button", onClick: f, disabled: p.busy || !u, children: _("topUp") }),
        /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: l, disabled: p.busy || !u, children: _("withdraw") })
      ] }),
      /* @__PURE__ */ i("p", { role: "status", children: u ? c ? `${_("WITHDRAWAL")}: ${x(c)}` : "" : _("ruleAmount") }),
      /* @__PURE__ */ i(P, { children: p.failure })
    ] }),
    /* @__PURE__ */ i(yt, { ...e }),
    /* @__PURE__ */ i("section", { children: [
      /* @__PURE__ */ i("h2", { children: _("entries") }),
      /* @__PURE__ */ i(P, { children: s.failure }),
      /* @__PURE__ */ i("ul", { class: "lines", children: s.value?.items.map((y) => /* @__PURE__ */ i("li", { children: [
        /* @__PURE__ */ i("span", { children: [
          x(y.kind),
          /* @__PURE__ */ i("small", { children: _e(y.at) })
        ] }),
        /* @__PURE__ */ i("span", { class: y.amountFen > 0 ? "plus" : "", children: C(y.amountFen) })
      ] }, y.entryId)) }),
      s.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: _("nothing") })
    ] })
  ] });
}
function St() {
  const e = new AudioContext(), n = e.createOscillator(), t = e.createGain();
  n.frequency.value = 880, t.gain.setValueAtTime(0.2, e.currentTime), t.gain.exponentialRampToValueAtTime(1e-3, e.currentTime + 0.6), n.connect(t).connect(e.destination), n.start(), n.stop(e.currentTime + 0.6), n.onended = () => void e.close();
}
const It = ["wallet", "send", "groups", "inbox", "history"], Se = /^\/p\/([A-Za-z0-9_-]{24})$/;
function Et() {
  const [e, n] = S(), [t, r] = S(), s = ge(be);
  return M(() => {
    document.documentElement.lang = s === "zh" ? "zh-CN" : "en", document.title = _("app");
  }, [s]), M(() => {
    Gn().then(async (o) => {
      r(await Kn(o, () => r(void 0))), n(o);
    }).catch(() => n({ clientId: "", authorizeUrl: "", tokenUrl: "", crowdUrl: "", scope: "" }));
  }, []), /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("header", { children: [
      /* @__PURE__ */ i("strong", { children: _("app") }),
      t && /* @__PURE__ */ i("span", { children: [
        _("someone"),
        " ",
        t.user
      ] }),
      /* @__PURE__ */ i("button", { type: "button", class: "plain", onClick: () => be.set(s === "zh" ? "en" : "zh"), children: s === "zh" ? "English" : "中文" })
    ] }),
    /* @__PURE__ */ i(jn, {}),
    e && (t ? /* @__PURE__ */ i(At, { session: t }) : /* @__PURE__ */ i(Tt, { config: e }))
  ] });
}
function Tt({ config: e }) {
  const n = Se.test(location.pathname);
  return /* @__PURE__ */ i("main", { class: "door", children: [
    /* @__PURE__ */ i("div", { class: "envelope", "aria-hidden": "true" }),
    /* @__PURE__ */ i("h1", { children: _(n ? "waits" : "app") }),
    /* @__PURE__ */ i("p", { children: _(n ? "waitsMore" : "welcome") }),
    e.clientId ? /* @__PURE__ */ i("button", { type: "button", onClick: () => void zn(e), children: _("signIn") }) : /* @__PURE__ */ i("p", { role: "alert", children: _("noSignIn") })
  ] });
}
function At({ session: e }) {
  const [n, t] = S("wallet"), [r, s] = S(() => {
    const g = Se.exec(location.pathname)?.[1];
    return g ? { id: g } : void 0;
  }), [o, a] = S(), [c, d] = S(0), [p, u] = S(), [v, f] = S(0), [l, h] = S(!1), y = (g, b) => {
    history.pushState(null, "", `/p/${g}`), u(void 0), s({ id: g, prizeId: b });
  }, m = (g) => {
    location.pathname !== "/" && history.pushState(null, "", "/"), s(void 0), t(g);
  }, w = Pe(
    () => ({
      wallet: () => void N(e, "GET", "/v1/wallet").then(
        (g) => a(g.balanceFen),
        () => {
        }
      ),
      inbox: () => void N(e, "GET", "/v1/inbox?limit=1").then(
        (g) => d(g.unreadCount),
        () => {
        }
      )
    }),
    [e]
  );
  M(() => {
    const g = () => {
      const b = Se.exec(location.pathname)?.[1];
      s(b ? { id: b } : void 0);
    };
    return addEventListener("popstate", g), w.wallet(), w.inbox(), () => removeEventListener("popstate", g);
  }, [w]), M(() => {
    const g = new AbortController();
    return Vn(
      e,
      g.signal,
      (b) => {
        const G = JSON.parse(b.data);
        d((D) => D + 1), f((D) => D + 1), w.wallet(), G.packetId && u(G), l && St();
      },
      () => {
        w.inbox(), f((b) => b + 1);
      }
    ), () => g.abort();
  }, [e, w, l]);
  const k = { session: e, balance: o, refresh: w.wallet, show: y };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("div", { role: "status", class: "arrival", children: p?.packetId && p.packetId !== r?.id && /* @__PURE__ */ i("p", { children: [
      x(p.kind),
      " ",
      p.fromUserId && `· ${_("someone")} ${p.fromUserId}`,
      /* @__PURE__ */ i("button", { type: "button", onClick: () => y(p.packetId ?? "", p.prizeId), children: _("openIt") })
    ] }) }),
    /* @__PURE__ */ i("main", { children: [
      r ? /* @__PURE__ */ i(ut, { ...k, packetId: r.id, prizeId: r.prizeId, news: v }, r.id) : n === "wallet" ? /* @__PURE__ */ i(bt, { ...k }) : n === "send" ? /* @__PURE__ */ i(mt, { ...k }) : n === "groups" ? /* @__PURE__ */ i(nt, { ...k }) : n === "inbox" ? /* @__PURE__ */ i(rt, { ...k, onRead: d }, v) : /* @__PURE__ */ i(tt, { ...k }),
      /* @__PURE__ */ i("label", { class: "sound", children: [
        /* @__PURE__ */ i("input", { type: "checkbox", checked: l, onChange: (g) => h(g.currentTarget.checked) }),
        _("sound")
      ] })
    ] }),
    /* @__PURE__ */ i("nav", { "aria-label": _("app"), children: It.map((g) => /* @__PURE__ */ i(
      "button",
      {
        type: "button",
        "aria-current": !r && n === g ? "page" : void 0,
        onClick: () => m(g),
        children: [
          _(g),
          g === "inbox" && c > 0 && /* @__PURE__ */ i("span", { class: "badge", children: [
            c,
            /* @__PURE__ */ i("span", { class: "hidden", children: [
              " ",
              _("unread")
            ] })
          ] })
        ]
      },
      g
    )) })
  ] });
}
const Xe = document.getElementById("phone");
Xe && Sn(/* @__PURE__ */ i(Et, {}), Xe);
