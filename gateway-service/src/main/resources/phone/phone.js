var I, Ye, z, he, ie, Je, te, Ze, Ie, pe, le = Symbol.for("pv"), se = {}, ae = [], mt = /^m(i|n|o|s|text|space)$/, Ee = Array.isArray, Qe = ae.slice, j = Object.assign;
function V(e) {
  e && e.parentNode && e.remove();
}
function ne(e, t, n, o, s) {
  var r = { type: e, props: t, key: n, ref: o, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: le, __v: s || ++Ye, __i: -1, __u: 0 };
  return !s && I.vnode && I.vnode(r), r;
}
function $(e) {
  return e.children;
}
function oe(e, t) {
  this.props = e, this.context = t, this.__g = 0;
}
function K(e, t) {
  if (t == null) return e.__ && K(e.__, e.__i + 1);
  for (var n; t < e.__k.length; t++) if ((n = e.__k[t]) && n.__e) return n.__e;
  return typeof e.type != "function" || e.props.__P ? null : K(e);
}
function vt(e) {
  var t, n = e.__v, o = n.__e, s = [], r = [], a = e.__P;
  a && ((t = j({ constructor: le }, n)).__v = n.__v + 1, I.vnode && I.vnode(t), Te(a, t, n, e.__n, a.namespaceURI, 32 & n.__u ? [o] : null, s, o || K(n), 32 & n.__u, r), t.__v = n.__v, t.__.__k[t.__i] = t, it(s, t, r), n.__ = n.__e = null, t.__e != o && et(t));
}
function et(e) {
  if ((e = e.__) && e.__c && !e.props.__P) return e.__e = null, e.__k.some(function(t) {
    return t && (e.__e = t.__e);
  }), et(e);
}
function $e(e) {
  (8 & e.__g || (e.__g |= 8, z.push(e), ie++)) && he == I.debounceRendering || ((he = I.debounceRendering) || queueMicrotask)(tt);
}
function tt() {
  try {
    for (var e, t = 1; z.length; ) z.length > t && z.sort(Je), e = z.shift(), t = z.length, 8 & e.__g && vt(e);
  } finally {
    (ie = z.length) && (he || queueMicrotask)(tt);
  }
}
function nt(e, t, n, o, s, r, a, c, d, p, _) {
  var v, f, l, h, y, m, w = o.__k || ae, k = t.length;
  for (d = gt(n, t, w, d, k), v = 0; v < k; v++) (l = n.__k[v]) != null && (f = ~l.__i && w[l.__i] || se, l.__i = v, m = Te(e, l, f, s, r, a, c, d, p, _), h = l.__e, (f.ref != l.ref || 8 & f.__u) && (f.ref && Ae(f.ref, null, l, f), l.ref && _.push(l.ref, l.__c || h, l)), y = y || h, 4 & l.__u ? (d = ot(l, d, e, !f.__v), f.__e && (f.__e = null)) : typeof l.type == "function" && m !== void 0 ? d = m : h && (d = h.nextSibling), l.__u &= -21);
  return n.__e = y, d;
}
function gt(e, t, n, o, s) {
  var r, a, c, d, p, _, v, f, l, h = n.length, y = h, m = 0, w = 0, k = e.__k = Array(s);
  for (r = 0; r < s; r++) (a = t[r]) != null && typeof a != "boolean" && typeof a != "function" ? (typeof a != "object" || a.constructor === String ? a = k[r] = ne(null, a) : Ee(a) ? a = k[r] = ne($, { children: a }) : a.constructor === le && a.__b ? a = k[r] = ne(a.type, a.props, a.key, a.ref, a.__v) : k[r] = a, d = r + m, a.__ = e, a.__b = e.__b + 1, c = null, ~(p = a.__i = yt(a, n, d, y)) && (y--, (c = n[p]) && (c.__u |= 2)), c && c.__v ? (a.__u |= 16, p == d - 1 ? m-- : p == d + 1 ? m++ : p != d && (p > d ? m-- : m++, w = 1)) : (~p || (s > h ? m-- : s < h && m++), typeof a.type != "function" && (a.__u |= 4))) : k[r] = null;
  if (w) {
    for (_ = [], v = [], r = 0; r < s; r++) if ((a = k[r]) && 16 & a.__u) {
      for (m = 0, f = _.length; m < f; ) _[l = m + f >> 1] < a.__i ? m = l + 1 : f = l;
      _[m] = a.__i, v[r] = m + 1;
    }
    for (m = _.length; r--; ) v[r] && (v[r] == m ? m-- : k[r].__u |= 4);
  }
  if (y) for (r = 0; r < h; r++) !(c = n[r]) || 2 & c.__u || (c.__e == o && (o = K(c)), Ne(c, c));
  return o;
}
function ot(e, t, n, o) {
  var s, r, a, c;
  if (typeof e.type == "function") {
    if (e.props.__P) return t;
    if (s = e.__k) for (r = 0; r < s.length; r++) s[r] && (s[r].__ = e, t = ot(s[r], t, n, !1));
    return t;
  }
  for (t && !t.parentNode && (t = K(e)) && !t.parentNode && (t = null), a = e.__e, c = t; c && c.nodeType == 8; ) c = c.nextSibling;
  for (a != c && (!o && n.moveBefore && a.parentNode ? n.moveBefore(a, t) : n.insertBefore(a, t || null)), t = a; (t = t && t.nextSibling) && t.nodeType == 8 && !t.data.startsWith("$s"); ) ;
  return t;
}
function yt(e, t, n, o) {
  var s, r = e.key, a = e.type, c = t[n], d = c && !(2 & c.__u);
  if (c === null && r == null || d && r == c.key && a == c.type) return n;
  if (o > (d ? 1 : 0)) {
    for (s = n - 1; s >= 0; s--) if ((c = t[s]) && !(2 & c.__u) && r == c.key && a == c.type) return s;
    for (s = n + 1; s < t.length; s++) if ((c = t[s]) && !(2 & c.__u) && r == c.key && a == c.type) return s;
  }
  return -1;
}
function De(e, t, n) {
  n == null && (n = ""), t[0] == "-" ? e.setProperty(t, n) : e[t] = n;
}
function ee(e, t, n, o, s) {
  var r, a;
  if (t == "style") if (typeof n == "string") e.style.cssText = n;
  else {
    if (typeof o == "string" && (e.style.cssText = o = ""), o) for (t in o) n && t in n || De(e.style, t);
    if (n) for (t in n) o && n[t] == o[t] || De(e.style, t, n[t]);
  }
  else if (t[0] == "o" && t[1] == "n") typeof n != "function" && (n = null), typeof o != "function" && (o = null), (e.__e || (e.__e = {}))[t] = n, n && o || (a = pe[t] || (pe[t] = wt(t)), (e.__a || (e.__a = {}))[t] = Ie, r = t != (t = t.replace(Ze, "$1")), (t = t.slice(2))[0] < "a" && (t = t.toLowerCase()), n ? e.addEventListener(t, a, r) : e.removeEventListener(t, a, r));
  else {
    if (s == "http://www.w3.org/2000/svg") t = t.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    else if (t != "width" && t != "height" && t != "href" && t != "list" && t != "form" && t != "tabIndex" && t != "download" && t != "rowSpan" && t != "colSpan" && t != "role" && t != "popover" && t in e) try {
      return void (e[t] = n ?? "");
    } catch {
    }
    if (typeof n == "function") return;
    n == null || n === !1 && t[4] != "-" ? e.removeAttribute(t) : e.setAttribute(t, t == "popover" && n == 1 ? "" : n);
  }
}
function wt(e) {
  return function(t) {
    var n = this.__e;
    if (n) {
      if (n = n[e], t[te] == null) t[te] = Ie++;
      else if (t[te] < this.__a[e]) return;
      return n(I.event ? I.event(t) : t);
    }
  };
}
function Te(e, t, n, o, s, r, a, c, d, p) {
  var _, v, f, l, h, y, m, w, k, g, b, G, D, q, A, U, R, B, H = t.type;
  if (t.constructor !== le) return null;
  128 & n.__u && (d = 32 & n.__u, _ = n.__c.__z) && (t.__u |= d, v = r = [], _.nodeType == 8 ? c = re(_, r) : r.push(_), c = r[0] || c), (_ = I.__b) && _(t);
  e: if (typeof H == "function") {
    f = a.length;
    try {
      if (w = t.props, k = (_ = H.prototype) && _.render, g = (_ = H.contextType) && o[_.__c], b = _ ? g ? g.props.value : _.__ : o, (l = n.__c) ? (t.__c = l, 2 & l.__g && (l.__g |= 1)) : (k ? t.__c = l = new H(w, b) : (t.__c = l = new oe(w, b), l.constructor = H, l.render = bt), g && g.sub(l), l.state || (l.state = {}), l.__n = o, l.__g |= 8, l.__h = [], l.__k = []), k && (l.__s || (l.__s = l.state), H.getDerivedStateFromProps && (l.__s == l.state && (l.__s = j({}, l.__s)), j(l.__s, H.getDerivedStateFromProps(w, l.__s)))), h = l.props, y = l.state, l.__v = t, n.__c) {
        if (w !== h && k && !H.getDerivedStateFromProps && l.componentWillReceiveProps && l.componentWillReceiveProps(w, b), t.__v == n.__v && !(8 & l.__g) || !(4 & l.__g) && l.shouldComponentUpdate && l.shouldComponentUpdate(w, l.__s, b) === !1) {
          t.__v != n.__v && (l.props = w, l.state = l.__s, l.__g &= -9), t.__e = n.__e, t.__k = n.__k, t.__k.some(function(L) {
            L && (L.__ = t);
          }), ae.push.apply(l.__h, l.__k), l.__k = [], l.__h.length && a.push(l), c = K(n);
          break e;
        }
        l.componentWillUpdate && l.componentWillUpdate(w, l.__s, b), k && l.componentDidUpdate && l.__h.push(function() {
          l.componentDidUpdate(h, y, m);
        });
      } else k && !H.getDerivedStateFromProps && l.componentWillMount && l.componentWillMount(), k && l.componentDidMount && l.__h.push(l.componentDidMount);
      l.context = b, l.props = w, l.__P = e, l.__g &= -5, G = I.__r, D = k ? 25 : 0;
      do
        l.__g &= -9, G && G(t), _ = l.render(l.props, l.state = l.__s, l.context);
      while (8 & l.__g && ++D < 25);
      k && (ae.push.apply(l.__h, l.__k), l.__k = []), l.state = l.__s, l.getChildContext && (o = j({}, o, l.getChildContext())), k && n.__c && l.getSnapshotBeforeUpdate && (m = l.getSnapshotBeforeUpdate(h, y)), q = _ && _.type === $ && _.key == null ? _.props.children : _, w.__P && (_ = c, s = (e = w.__P).namespaceURI, d = r = null, n.props && n.props.__P != e && (n.__k.some(function(L) {
        L && Ne(L, L);
      }), n.__k = null), c = n.__k ? K(n, 0) : null), c = nt(e, Ee(q) ? q : [q], t, n, o, s, r, a, c, d, p), w.__P && (t.__e = null, c = _), t.__u &= -161, v && v.some(V), l.__h.length && a.push(l), 1 & l.__g && (l.__g &= -4);
    } catch (L) {
      if (a.length = f, t.__v = null, d || r) if (L && L.then) {
        if (t.__u |= 128 | d, r) {
          for (~(R = r.indexOf(c || void 0)) || (R = r.length); (B = r[R - 1]) && B.nodeType == 8; ) R--;
          for (; R < r.length; R++) if (B = r[R]) if (r[R] = null, A) {
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
        (_ = re(A = t.__c.__z || (t.__c.__z = A))) ? (t.__e = A, c = _) : t.__e = c, c = c && c.nextSibling;
      } else r && r.some(V);
      else t.__e = n.__e;
      t.__k || (t.__k = n.__k || []), L && L.then || rt(t), I.__e(L, t, n);
    }
  } else c = t.__e = kt(n.__e, t, n, o, s, r, a, d, p, e);
  return (_ = I.diffed) && _(t), c;
}
function re(e, t) {
  if (e && e.nodeType == 8 && e.data.startsWith("$s")) for (var n = 1; e = e.nextSibling; ) {
    if (e.nodeType == 8) {
      if (e.data.startsWith("$s")) n++;
      else if (e.data.startsWith("/$s") && !--n) return e;
    }
    t && t.push(e);
  }
}
function rt(e) {
  e && (e.__c && (e.__c.__g |= 4), e.__k && e.__k.some(rt));
}
function it(e, t, n) {
  for (var o = 0; o < n.length; ) Ae(n[o++], n[o++], n[o++]);
  I.__c && I.__c(t, e), e.some(function(s) {
    try {
      e = s.__h, s.__h = [], e.some(function(r) {
        r.call(s);
      });
    } catch (r) {
      I.__e(r, s.__v);
    }
  });
}
function kt(e, t, n, o, s, r, a, c, d, p) {
  var _, v, f, l, h, y, m, w, k = n.props || se, g = t.props, b = t.type;
  if (b == "svg" ? s = "http://www.w3.org/2000/svg" : b == "math" ? s = "http://www.w3.org/1998/Math/MathML" : s || (s = "http://www.w3.org/1999/xhtml"), r) {
    for (_ = 0; _ < r.length; _++) if ((h = r[_]) && (b ? h.localName == b : h.nodeType == 3)) {
      e = h, r[_] = null;
      break;
    }
  }
  if (!e) {
    if (w = p.ownerDocument || document, !b) return w.createTextNode(g);
    e = w.createElementNS(s, b, g.is ? g : p), c && (I.__m && I.__m(t, r), c = !1), r = null;
  }
  if (b) {
    if (p = b == "template" && e.content || e, r = b == "textarea" && g.defaultValue != null ? null : r && Qe.call(p.childNodes), !c && r) for (k = {}, _ = 0; _ < e.attributes.length; _++) k[(h = e.attributes[_]).name] = h.value;
    for (_ in k) h = k[_], _ == "dangerouslySetInnerHTML" ? f = h : _ == "children" || _ in g || _ == "value" && "defaultValue" in g || _ == "checked" && "defaultChecked" in g || ee(e, _, null, h, s);
    for (_ in g) h = g[_], _ == "children" ? l = h : _ == "dangerouslySetInnerHTML" ? v = h : _ == "value" ? y = h : _ == "checked" ? m = h : c && typeof h != "function" || k[_] === h || ee(e, _, h, k[_], s);
    v ? (c || f && (v.__html == f.__html || v.__html == e.innerHTML) || (e.innerHTML = v.__html), t.__k = []) : (f && (e.textContent = ""), (b == "foreignObject" || s == "http://www.w3.org/1998/Math/MathML" && mt.test(b)) && (s = "http://www.w3.org/1999/xhtml"), nt(p, Ee(l) ? l : [l], t, n, o, s, r, a, r ? r[0] : n.__k && K(n, 0), c, d), r && r.some(V)), c && b != "textarea" || (_ = "value", b == "progress" && y == null ? e.removeAttribute(_) : y == null || y === e[_] && (b != "progress" || y) || ee(e, _, y, k[_], s), _ = "checked", m != null && m != e[_] && ee(e, _, m, k[_], s));
  } else k === g || c && e.data == g || (e.data = g);
  return e;
}
function Ae(e, t, n, o) {
  try {
    typeof e == "function" ? t ? t.__x = e(t) || 1 : o && (o = o.__c || o.__e) && (t = o.__x) && (o.__x = null, typeof t == "function" ? t() : e(null)) : e.current = t;
  } catch (s) {
    I.__e(s, n);
  }
}
function Ne(e, t, n) {
  var o, s, r, a;
  if (I.unmount && I.unmount(e), !(o = e.ref) || o.current && o.current != e.__e || Ae(o, null, t, e), o = e.__c) {
    if (o.componentWillUnmount) try {
      o.componentWillUnmount();
    } catch (c) {
      I.__e(c, t);
    }
    o.__P = o.__n = null;
  }
  if (o = e.__k) for (a = 0; a < o.length; a++) o[a] && Ne(o[a], t, typeof e.type != "function" || n && !e.props.__P);
  !n && (o = e.__c) && (o = o.__z) && (s = re(o, r = [])) && (o == e.__e && r.some(V), V(s), V(o)), n || V(e.__e), e.__e = e.__c = e.__ = null;
}
function bt(e, t, n) {
  return this.constructor(e, n);
}
function St(e, t) {
  var n, o, s, r;
  I.__ && I.__(e, t), t.nodeType == 9 && (t = t.documentElement), o = (n = e && 32 & e.__u) ? null : t.__k, t.__k = ne($, { children: [e] }), s = [], r = [], Te(t, t.__k, o || se, se, t.namespaceURI, o ? null : t.firstChild ? Qe.call(t.childNodes) : null, s, o ? o.__e : t.firstChild, n, r), it(s, t.__k, r), t.__k.props.children = null;
}
I = { __e: function(e, t, n, o) {
  for (var s, r, a; t = t.__; ) if ((s = t.__c) && !(1 & s.__g)) {
    s.__g |= 4;
    try {
      if ((a = (r = s.constructor) && r.getDerivedStateFromError) && s.setState(r.getDerivedStateFromError(e)), s.componentDidCatch && (s.componentDidCatch(e, o || {}), a = 1), a && 8 & s.__g) return void (s.__g |= 2);
    } catch (c) {
      e = c;
    }
  }
  throw ie = 0, e;
} }, Ye = 0, oe.prototype.setState = function(e, t) {
  var n = this.__s;
  n && n != this.state || (n = this.__s = j({}, this.state)), typeof e == "function" && (e = e(j({}, n), this.props)), e && (j(n, e), this.__v && (t && this.__k.push(t), $e(this)));
}, oe.prototype.forceUpdate = function(e) {
  this.__v && (this.__g |= 4, e && this.__h.push(e), $e(this));
}, oe.prototype.render = $, z = [], ie = 0, Je = function(e, t) {
  return e.__v.__b - t.__v.__b;
}, te = Symbol(), Ze = /(PointerCapture)$|Capture$/i, Ie = 0, pe = {};
var It = Symbol.for("pv"), Et = 0;
function i(e, t, n, o, s, r) {
  t || (t = {});
  var a, c, d = t;
  if ("ref" in d && typeof e != "function") for (c in d = {}, t) c == "ref" ? a = t[c] : d[c] = t[c];
  var p = { type: e, props: d, key: n, ref: a, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: It, __v: --Et, __i: -1, __u: 0 };
  return I.vnode && I.vnode(p), p;
}
var J, T, de, Re, fe = Object.is, Z = 0, st = [], me = [], E = I, xe = E.__b, Fe = E.__r, Me = E.diffed, We = E.__c, He = E.unmount, Ge = E.__;
function Ce(e, t) {
  E.__h && E.__h(T, e, Z || t), Z = 0;
  var n = T.__H || (T.__H = { __: [], __h: [] });
  return e >= n.__.length && n.__.push({}), n.__[e];
}
function S(e) {
  return Z = 1, Tt(lt, e);
}
function Tt(e, t, n) {
  var o = Ce(J++, 2);
  if (o.t = e, !o.__c && (o.__ = [lt(void 0, t), function(r) {
    var a = (o.__N || o.__)[0], c = o.t(a, r);
    fe(a, c) || (o.__N = [c, o.__[1]], o.__c.setState({}));
  }], o.__c = T, !T.__f)) {
    T.__f = !0;
    var s = T.shouldComponentUpdate;
    T.shouldComponentUpdate = function(r, a, c) {
      var d = this.__H;
      if (!d) return !0;
      var p = !1, _ = this.props != r;
      if (d.__.some(function(f) {
        f.__N && (p = !0, fe(f.__[0], f.__N[0]) || (_ = !0));
      }), s) {
        var v = s.call(this, r, a, c);
        return p ? v || _ : v;
      }
      return !p || _;
    };
  }
  return o.__;
}
function x(e, t) {
  var n = Ce(J++, 3);
  !E.__s && ct(n.__H, t) && (n.__P = !0, n.__ = e, n.u = t, T.__H.__h.push(n));
}
function at(e) {
  return Z = 5, Pe(function() {
    return { current: e };
  }, []);
}
function Pe(e, t) {
  var n = Ce(J++, 7);
  return ct(n.__H, t) && (n.__ = e(), n.__H = t), n.__;
}
function At(e, t) {
  return Z = 8, Pe(function() {
    return e;
  }, t);
}
function Nt() {
  var e;
  do {
    for (; e = me.shift(); ) try {
      Y(e);
    } catch (n) {
      E.__e(n, { __: (e = e.__P) && e.__v });
    }
    for (; e = st.shift(); ) {
      var t = e.__H;
      if (e.__P && t) try {
        t.__h.some(Y), t.__h.some(ve), t.__h = [];
      } catch (n) {
        t.__h = [], E.__e(n, e.__v);
      }
    }
  } while (me.length);
}
E.__b = function(e) {
  T = null, xe && xe(e);
}, E.__ = function(e, t) {
  e && t.__k && t.__k.__m && (e.__m = t.__k.__m), Ge && Ge(e, t);
}, E.__r = function(e) {
  Fe && Fe(e), J = 0;
  var t = (T = e.__c).__H;
  t && (de == T ? T.__h = [] : (t.__h.some(Y), t.__h.some(ve), J = 0), t.__h = [], t.__.some(function(n) {
    n.__N && (n.__ = n.__N), n.u = n.__N = void 0;
  })), de = T;
}, E.diffed = function(e) {
  Me && Me(e);
  var t = e.__c;
  t && t.__H && (t.__H.__h.length && Ke(st.push(t)), t.__H.__.some(function(n) {
    n.u && (n.__H = n.u);
  })), de = T = null;
}, E.__c = function(e, t) {
  t.some(function(n) {
    try {
      n.__h.some(Y), n.__h = n.__h.filter(function(o) {
        return !o.__ || ve(o);
      });
    } catch (o) {
      n.__h = [function() {
        throw o;
      }];
    }
  }), We && We(e, t);
}, E.unmount = function(e) {
  He && He(e);
  var t, n, o = e.__c;
  o && o.__H && (o.__H.__.some(function(s) {
    try {
      if (s.__P && s.__c) {
        if (n === void 0) {
          for (n = e.__; n && (!n.__c || !n.__c.__P); ) n = n.__;
          n = n && n.__c;
        }
        s.__P = n, Ke(me.push(s));
      } else Y(s);
    } catch (r) {
      t = r;
    }
  }), o.__H = void 0, t && E.__e(t, o.__v));
};
var ze = typeof requestAnimationFrame == "function";
function Ct(e) {
  var t, n = function() {
    clearTimeout(o), ze && cancelAnimationFrame(t), setTimeout(e);
  }, o = setTimeout(n, 35);
  ze && (t = requestAnimationFrame(n));
}
function Ke(e) {
  e != 1 && Re == E.requestAnimationFrame || ((Re = E.requestAnimationFrame) || Ct)(Nt);
}
function Y(e) {
  var t = T, n = e.__c;
  typeof n == "function" && (e.__c = void 0, n()), T = t;
}
function ve(e) {
  var t = T;
  e.__c = e.__(), T = t;
}
function ct(e, t) {
  return !e || e.length != t.length || t.some(function(n, o) {
    return !fe(n, e[o]);
  });
}
function lt(e, t) {
  return typeof t == "function" ? t(e) : t;
}
async function Pt(e, t, n, o = localStorage) {
  const s = new TextEncoder().encode(`${e} ${t} ${n}`), r = new Uint8Array(await crypto.subtle.digest("SHA-256", s)), a = `key-${Array.from(r, (d) => d.toString(16).padStart(2, "0")).join("")}`, c = o.getItem(a) ?? crypto.randomUUID();
  return o.setItem(a, c), { name: a, value: c };
}
function qe(e, t = localStorage) {
  t.removeItem(e.name);
}
function Ue(e) {
  let t = e;
  const n = /* @__PURE__ */ new Set();
  return {
    get: () => t,
    set: (o) => {
      o !== t && (t = o, n.forEach((s) => s()));
    },
    follow: (o) => (n.add(o), () => void n.delete(o))
  };
}
function ge(e) {
  const [, t] = S(0);
  return x(() => e.follow(() => t((n) => n + 1)), [e]), e.get();
}
function ue(e) {
  return new Promise((t) => setTimeout(t, e));
}
class ce extends Error {
  constructor(t, n, o) {
    super(n), this.status = t, this.code = n, this.detail = o;
  }
}
const ye = Ue(0), we = Ue(!1), Ut = 5, Ot = 500, Lt = 3e4, $t = 10, Dt = 6e4;
function ut(e, t = Math.random) {
  return t() * Math.min(Lt, Ot * 2 ** e);
}
class Rt {
  constructor(t = Date.now) {
    this.now = t;
  }
  requests = [];
  retries = [];
  asked() {
    this.requests.push(this.now());
  }
  takes() {
    const t = this.now() - Dt;
    return this.requests = this.requests.filter((n) => n > t), this.retries = this.retries.filter((n) => n > t), this.retries.length >= $t + this.requests.length / 10 ? !1 : (this.retries.push(this.now()), !0);
  }
}
const _t = new Rt();
async function N(e, t, n, o = {}) {
  const s = o.body === void 0 ? void 0 : JSON.stringify(o.body), r = o.keyed ? await Pt(e.user, n, s ?? "") : void 0;
  let a = !1;
  for (let c = 1; ; c++) {
    const d = await xt(e, t, n, s, r?.value);
    if (d && d.status < 300)
      return r && qe(r), d.status === 204 ? void 0 : await d.json();
    const p = d ? await Ft(d) : void 0;
    if (d?.status === 401 && !a && await e.renew()) {
      a = !0;
      continue;
    }
    const _ = !d || [408, 429, 500, 503].includes(d.status);
    if (d && r && [400, 403, 422].includes(d.status) && qe(r), !_ || o.repeat === !1 || c >= Ut || !_t.takes())
      throw new ce(d?.status ?? 0, p?.code ?? "NO_ANSWER", p?.detail ?? "");
    if (p?.code === "SWITCHED_OFF")
      throw new ce(503, p.code, p.detail);
    await Mt(p?.retryAfterMillis ?? ut(c), d !== void 0);
  }
}
async function xt(e, t, n, o, s) {
  const r = { Authorization: `Bearer ${await e.token()}` };
  o !== void 0 && (r["Content-Type"] = "application/json"), s && (r["Idempotency-Key"] = s), _t.asked();
  try {
    const a = await fetch(n, { method: t, headers: r, body: o, cache: "no-store", signal: AbortSignal.timeout(15e3) });
    return we.set(!1), a;
  } catch {
    we.set(!0);
    return;
  }
}
async function Ft(e) {
  try {
    return await e.json();
  } catch {
    return { code: "NO_ANSWER", detail: "" };
  }
}
async function Mt(e, t) {
  t && ye.set(Date.now() + e), await ue(e), !t && !navigator.onLine && await new Promise((n) => addEventListener("online", n, { once: !0 })), t && ye.set(0);
}
const Wt = 3e4, ke = "sign-in";
class Ht {
  constructor(t, n, o) {
    this.config = t, this.onEnd = o, this.take(n), this.user = qt(n.access_token);
  }
  user;
  access = "";
  refresh;
  endsAt = 0;
  renewing;
  /** A token that is good for a while yet. */
  async token() {
    return Date.now() > this.endsAt - Wt && await this.renew(), this.access;
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
      const t = await dt(this.config, { grant_type: "refresh_token", refresh_token: this.refresh });
      if (t.ok)
        return this.take(await t.json()), !0;
      t.status < 500 && this.onEnd();
    } catch {
    }
    return !1;
  }
  take(t) {
    this.access = t.access_token, this.refresh = t.refresh_token ?? this.refresh, this.endsAt = Date.now() + t.expires_in * 1e3;
  }
}
async function Gt() {
  return await (await fetch("/app-config")).json();
}
async function zt(e) {
  const t = Be(), n = Be();
  sessionStorage.setItem(ke, JSON.stringify({ verifier: t, state: n, path: location.pathname }));
  const o = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(t)), s = new URLSearchParams({
    response_type: "code",
    client_id: e.clientId,
    redirect_uri: `${location.origin}/`,
    scope: e.scope,
    state: n,
    code_challenge: ht(new Uint8Array(o)),
    code_challenge_method: "S256"
  });
  location.assign(`${e.authorizeUrl}?${s}`);
}
async function Kt(e, t) {
  const n = new URLSearchParams(location.search), o = n.get("code"), s = JSON.parse(sessionStorage.getItem(ke) ?? "{}");
  if (location.search && history.replaceState(null, "", s.path ?? location.pathname), !o || !s.verifier || n.get("state") !== s.state) return;
  sessionStorage.removeItem(ke);
  const r = await dt(e, {
    grant_type: "authorization_code",
    code: o,
    code_verifier: s.verifier,
    redirect_uri: `${location.origin}/`
  });
  return r.ok ? new Ht(e, await r.json(), t) : void 0;
}
function dt(e, t) {
  return fetch(e.tokenUrl, {
    method: "POST",
    body: new URLSearchParams({ client_id: e.clientId, ...t }),
    credentials: "omit"
  });
}
function qt(e) {
  const t = (e.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(atob(t)).sub;
}
function Be() {
  return ht(crypto.getRandomValues(new Uint8Array(32)));
}
function ht(e) {
  return btoa(String.fromCharCode(...e)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
class Bt {
  rest = "";
  lines = [];
  feed(t) {
    const n = (this.rest + t).split(/\r\n|\n|\r/);
    this.rest = n.pop() ?? "";
    const o = [];
    for (const s of n)
      if (s !== "")
        this.lines.push(s);
      else if (this.lines.length > 0) {
        const r = this.event();
        r && o.push(r), this.lines = [];
      }
    return o;
  }
  event() {
    const t = { event: "message", data: "" }, n = [];
    for (const o of this.lines) {
      const s = o.indexOf(":");
      if (s === 0) continue;
      const r = s < 0 ? o : o.slice(0, s), a = s < 0 ? "" : o.slice(s + 1).replace(/^ /, "");
      r === "event" && (t.event = a), r === "id" && (t.id = a), r === "data" && n.push(a), r === "retry" && /^\d+$/.test(a) && (t.retry = Number(a));
    }
    return t.data = n.join(`
`), n.length > 0 || t.event !== "message" ? t : void 0;
  }
}
async function Vt(e, t, n, o) {
  let s, r = 0;
  for (; !t.aborted; ) {
    let a = -1;
    try {
      const c = { Authorization: `Bearer ${await e.token()}` };
      s && (c["Last-Event-ID"] = s);
      const d = await fetch("/v1/events", { headers: c, cache: "no-store", signal: t });
      if (d.status === 401 && await e.renew(), d.ok && d.body) {
        const p = d.body.pipeThrough(new TextDecoderStream()).getReader(), _ = new Bt();
        for (let v = await p.read(); !v.done; v = await p.read()) {
          r = 0;
          for (const f of _.feed(v.value))
            s = f.id ?? s, f.event === "bye" ? (a = f.retry ?? 0, f.data.includes("TOKEN_EXPIRED") && await e.renew()) : f.event === "reset" ? o() : n(f);
        }
      } else
        a = (await d.json()).retryAfterMillis ?? -1;
    } catch {
    }
    r++, t.aborted || await ue(a >= 0 ? a : ut(r));
  }
}
const be = Ue(navigator.language.startsWith("zh") ? "zh" : "en"), pt = {
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
  picture: ["Address of a picture (https)", "头像地址（https）"],
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
function u(e) {
  return pt[e][be.get() === "zh" ? 1 : 0];
}
function F(e, t = e) {
  return e in pt ? u(e) : t;
}
function Oe(e) {
  return e instanceof ce ? F(e.code, u("failed")) : u("failed");
}
function M(e, t, n = 0) {
  const [o, s] = S({}), r = At(() => {
    N(e, "GET", t).then(
      (a) => s({ value: a }),
      (a) => s((c) => ({ ...c, failure: Oe(a) }))
    );
  }, [e, t]);
  return x(r, [r, n]), { ...o, again: r };
}
function W() {
  const [e, t] = S(!1), [n, o] = S("");
  return { busy: e, failure: n, run: (r) => {
    e || (t(!0), o(""), r().catch((a) => o(Oe(a))).finally(() => t(!1)));
  } };
}
function P({ children: e }) {
  return /* @__PURE__ */ i("p", { role: "alert", class: "failure", children: e });
}
function O({ label: e, value: t, onInput: n, mode: o, type: s }) {
  return /* @__PURE__ */ i("label", { children: [
    e,
    /* @__PURE__ */ i(
      "input",
      {
        type: s ?? "text",
        inputMode: o ?? "text",
        autocomplete: "off",
        value: t,
        onInput: (r) => n(r.currentTarget.value)
      }
    )
  ] });
}
function X({ label: e, value: t, options: n, onChange: o }) {
  return /* @__PURE__ */ i("label", { children: [
    e,
    /* @__PURE__ */ i("select", { value: t, onChange: (s) => o(s.currentTarget.value), children: n.map(([s, r]) => /* @__PURE__ */ i("option", { value: s, children: r }, s)) })
  ] });
}
function ft({ url: e }) {
  return e?.startsWith("https://") ? /* @__PURE__ */ i("img", { class: "picture", src: e, alt: "", width: 32, height: 32, loading: "lazy", referrerpolicy: "no-referrer" }) : null;
}
function jt() {
  const e = ge(ye), t = ge(we), [n, o] = S(Date.now());
  x(() => {
    if (!e) return;
    o(Date.now());
    const r = setInterval(() => o(Date.now()), 250);
    return () => clearInterval(r);
  }, [e]);
  const s = Math.max(0, Math.ceil((e - n) / 1e3));
  return /* @__PURE__ */ i("p", { role: "status", class: "network", children: t ? u("offline") : e ? `${u("again")} ${s} ${u("seconds")}` : "" });
}
function _e(e) {
  return new Date(e).toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
const Xt = 2e4, Yt = 500, Jt = 60, Zt = 32;
function Le(e) {
  const t = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(e.trim());
  return t ? Number(t[1]) * 100 + Number((t[2] ?? "").padEnd(2, "0")) : void 0;
}
function C(e) {
  const t = e < 0 ? "−" : "", n = Math.abs(e);
  return `${t}${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`;
}
function Q(e) {
  return e.split(/[\s,，]+/).filter((t) => t !== "");
}
function Ve(e) {
  return [...new Intl.Segmenter().segment(e.normalize("NFC"))].length;
}
function Qt(e, t) {
  const n = Le(e.total), o = e.kind === "EXCLUSIVE" ? 1 : e.count;
  if (n === void 0) return "ruleAmount";
  if (!Number.isInteger(o) || o < 1 || o > Yt) return "ruleCount";
  if (n < o || n > o * Xt) return "ruleTotal";
  if (e.kind === "EQUAL" && n % o !== 0) return "ruleEqual";
  if (Ve(e.greeting) > Jt) return "ruleGreeting";
  if (e.kind === "PASSWORD" && (e.password === "" || Ve(e.password) > Zt))
    return "rulePassword";
  const s = Q(e.users), r = s.every((a) => /^[1-9]\d{0,18}$/.test(a));
  if (e.kind === "EXCLUSIVE" && (s.length !== 1 || !r)) return "ruleOne";
  if (e.kind !== "EXCLUSIVE" && e.audience === "USERS" && (s.length === 0 || !r))
    return "ruleUsers";
  if (e.kind !== "EXCLUSIVE" && e.audience === "GROUP" && e.groupId === "") return "ruleGroup";
  if (t !== void 0 && n > t) return "ruleMoney";
}
function en(e, t) {
  const n = e.kind === "EXCLUSIVE", o = n || e.audience === "USERS" ? { kind: "USERS", userIds: Q(e.users) } : e.audience === "GROUP" ? { kind: "GROUP", groupId: e.groupId } : { kind: "LINK" };
  return {
    kind: e.kind,
    totalFen: Le(e.total),
    count: n ? 1 : e.count,
    greeting: e.greeting || void 0,
    password: e.kind === "PASSWORD" ? e.password : void 0,
    audience: o,
    expiresInSeconds: t
  };
}
function tn({ session: e }) {
  const t = M(e, "/v1/groups"), [n, o] = S(""), [s, r] = S(""), a = W(), c = (d) => {
    d.preventDefault(), a.run(async () => {
      const p = { name: n, memberIds: Q(s) };
      await N(e, "POST", "/v1/groups", { body: p, keyed: !0 }), o(""), r(""), t.again();
    });
  };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: u("groups") }),
    /* @__PURE__ */ i(P, { children: t.failure }),
    /* @__PURE__ */ i("ul", { class: "lines", children: t.value?.items.map((d) => /* @__PURE__ */ i("li", { children: [
      /* @__PURE__ */ i("span", { children: d.name }),
      /* @__PURE__ */ i("span", { children: [
        d.memberCount,
        " ",
        u("members")
      ] })
    ] }, d.groupId)) }),
    t.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: u("nothing") }),
    /* @__PURE__ */ i("form", { onSubmit: c, children: [
      /* @__PURE__ */ i("h2", { children: u("newGroup") }),
      /* @__PURE__ */ i(O, { label: u("groupName"), value: n, onInput: o }),
      /* @__PURE__ */ i(O, { label: u("userIds"), value: s, onInput: r }),
      /* @__PURE__ */ i("button", { disabled: a.busy || n.trim() === "", children: u("create") }),
      /* @__PURE__ */ i(P, { children: a.failure })
    ] })
  ] });
}
function nn({ session: e, show: t }) {
  const n = M(e, "/v1/packets/sent"), o = M(e, "/v1/packets/received"), s = M(e, `/v1/packets/statistics?year=${(/* @__PURE__ */ new Date()).getFullYear()}`), r = s.value;
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: u("history") }),
    /* @__PURE__ */ i(P, { children: n.failure ?? o.failure ?? s.failure }),
    r && /* @__PURE__ */ i("dl", { class: "year", children: [
      /* @__PURE__ */ i("dt", { children: u("year") }),
      /* @__PURE__ */ i("dd", { children: r.year }),
      /* @__PURE__ */ i("dt", { children: u("sent") }),
      /* @__PURE__ */ i("dd", { children: [
        r.sentCount,
        " · ",
        C(r.sentFen),
        " ",
        u("yuan")
      ] }),
      /* @__PURE__ */ i("dt", { children: u("received") }),
      /* @__PURE__ */ i("dd", { children: [
        r.receivedCount,
        " · ",
        C(r.receivedFen),
        " ",
        u("yuan")
      ] }),
      /* @__PURE__ */ i("dt", { children: u("luckyTimes") }),
      /* @__PURE__ */ i("dd", { children: r.luckiestCount })
    ] }),
    /* @__PURE__ */ i("h2", { children: u("received") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: o.value?.items.map((a) => /* @__PURE__ */ i(
      je,
      {
        title: `${u("someone")} ${a.senderId}`,
        at: a.openedAt,
        fen: a.amountFen,
        onShow: () => t(a.packetId)
      },
      a.packetId
    )) }),
    /* @__PURE__ */ i("h2", { children: u("sent") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: n.value?.items.map((a) => /* @__PURE__ */ i(
      je,
      {
        title: `${F(a.kind)} · ${F(a.state)}`,
        at: a.createdAt,
        fen: -a.totalFen,
        onShow: () => t(a.packetId)
      },
      a.packetId
    )) }),
    /* @__PURE__ */ i(on, { session: e })
  ] });
}
function je({ title: e, at: t, fen: n, onShow: o }) {
  return /* @__PURE__ */ i("li", { children: [
    /* @__PURE__ */ i("span", { children: [
      e,
      /* @__PURE__ */ i("small", { children: _e(t) })
    ] }),
    /* @__PURE__ */ i("span", { children: C(n) }),
    /* @__PURE__ */ i("button", { type: "button", onClick: o, children: u("openIt") })
  ] });
}
function on({ session: e }) {
  const t = M(e, "/v1/profile"), [n, o] = S(""), [s, r] = S(""), a = W(), c = t.value?.nickname, d = t.value?.avatarUrl;
  return x(() => o(c ?? ""), [c]), x(() => r(d ?? ""), [d]), /* @__PURE__ */ i("form", { onSubmit: (_) => {
    _.preventDefault(), a.run(async () => {
      await N(e, "PUT", "/v1/profile", { body: { nickname: n, avatarUrl: s } }), t.again();
    });
  }, children: [
    /* @__PURE__ */ i(O, { label: u("nickname"), value: n, onInput: o }),
    /* @__PURE__ */ i(O, { label: u("picture"), value: s, onInput: r }),
    /* @__PURE__ */ i("button", { disabled: a.busy || n.trim() === "", children: u("save") }),
    /* @__PURE__ */ i(P, { children: a.failure })
  ] });
}
function rn({ session: e, show: t, onRead: n }) {
  const o = M(e, "/v1/inbox"), s = W(), r = o.value?.items[0], a = () => s.run(async () => {
    const c = { upTo: r?.messageId }, d = await N(e, "PUT", "/v1/inbox/read", { body: c });
    n(d.unreadCount), o.again();
  });
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("h1", { children: u("inbox") }),
    /* @__PURE__ */ i(P, { children: o.failure }),
    r && /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: a, disabled: s.busy, children: u("read") }),
    /* @__PURE__ */ i("ul", { class: "lines", children: o.value?.items.map((c) => /* @__PURE__ */ i("li", { class: c.readAt ? "" : "new", children: [
      /* @__PURE__ */ i("span", { children: [
        F(c.kind),
        " ",
        c.text && /* @__PURE__ */ i("q", { children: c.text }),
        /* @__PURE__ */ i("small", { children: [
          c.fromUserId && `${u("someone")} ${c.fromUserId} · `,
          _e(c.at)
        ] })
      ] }),
      c.packetId && /* @__PURE__ */ i("button", { type: "button", onClick: () => t(c.packetId ?? "", c.prizeId), children: u("openIt") })
    ] }, c.messageId)) }),
    o.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: u("nothing") }),
    /* @__PURE__ */ i(P, { children: s.failure })
  ] });
}
const sn = 30, an = 400;
function cn({ session: e, packetId: t, again: n }) {
  const [o, s] = S(), r = W(), a = r.busy;
  return x(() => {
    if (!a) return;
    const d = setInterval(n, an);
    return () => clearInterval(d);
  }, [a, n]), /* @__PURE__ */ i("section", { children: [
    !o && /* @__PURE__ */ i("button", { type: "button", onClick: () => r.run(async () => {
      try {
        const d = await fetch(e.config.crowdUrl, {
          method: "POST",
          body: new URLSearchParams({ packet: t, users: String(sn) }),
          credentials: "omit"
        });
        if (!d.ok) throw new Error(d.statusText);
        s(await d.json());
      } finally {
        n();
      }
    }), disabled: a, children: u(a ? "racing" : "race") }),
    /* @__PURE__ */ i("div", { role: "status", children: o && /* @__PURE__ */ i($, { children: [
      /* @__PURE__ */ i("ol", { class: "race", children: o.order.map((d) => /* @__PURE__ */ i("li", { children: [
        u("someone"),
        " ",
        d.userId,
        " · ",
        C(d.amountFen),
        " ",
        u("yuan")
      ] }, d.userId)) }),
      /* @__PURE__ */ i("p", { children: [
        o.late,
        " ",
        u("cameLate"),
        " ",
        C(o.openedFen),
        "/",
        C(o.totalFen),
        " ",
        u("yuan"),
        " ·",
        " ",
        u("gap"),
        " ",
        C(o.gapFen),
        " ",
        u("yuan")
      ] })
    ] }) }),
    /* @__PURE__ */ i(P, { children: r.failure })
  ] });
}
const ln = 45, un = 1e3;
function _n({ session: e, refresh: t, packetId: n, prizeId: o, news: s }) {
  const r = `/v1/packets/${n}`, a = M(e, `${r}?limit=100`, s), [c, d] = S(), [p, _] = S(""), [v, f] = S(""), [l, h] = S(""), y = W(), m = a.value, w = a.again, k = () => y.run(async () => {
    const A = { password: v || void 0, prizeId: o };
    try {
      const U = await N(e, "POST", `${r}/open`, { body: A });
      d(U), w(), U.outcome === "OPENED" && g();
    } catch (U) {
      if (U instanceof ce && (U.status === 404 || U.code === "NOT_IN_AUDIENCE")) {
        h(U.status === 404 ? u("gone") : Oe(U));
        return;
      }
      throw U;
    }
  }), g = async () => {
    _("arriving");
    for (let A = 0; A < ln; A++) {
      if ((await N(
        e,
        "GET",
        "/v1/wallet/entries?limit=20"
      ).catch(() => {
      }))?.items.some((R) => R.packetId === n && R.amountFen > 0)) {
        _("arrived");
        break;
      }
      await ue(un);
    }
    t();
  }, b = c?.amountFen ?? m?.myAmountFen, G = m?.opens.some((A) => A.userId === e.user && A.thanks), D = m && m.state !== "ACTIVE", q = at(!1);
  return m && !D && (q.current = !0), l ? /* @__PURE__ */ i("div", { role: "alert", children: /* @__PURE__ */ i("h1", { children: l }) }) : /* @__PURE__ */ i("article", { class: "packet", children: [
    /* @__PURE__ */ i("section", { class: `envelope big ${y.busy ? "opening" : ""} ${b !== void 0 ? "open" : ""}`, children: [
      /* @__PURE__ */ i("p", { class: "sender", children: [
        /* @__PURE__ */ i(ft, { url: m?.sender?.avatarUrl }),
        " ",
        u("from"),
        " ",
        m?.sender?.nickname ?? (m ? `${u("someone")} ${m.senderId}` : "…")
      ] }),
      /* @__PURE__ */ i("h1", { children: m?.greeting ?? u("greetingDefault") }),
      /* @__PURE__ */ i("div", { "aria-live": "assertive", class: "result", children: b !== void 0 ? /* @__PURE__ */ i("p", { children: [
        u("youGot"),
        " ",
        /* @__PURE__ */ i("strong", { "data-amount": !0, children: C(b) }),
        " ",
        u("yuan")
      ] }) : c ? /* @__PURE__ */ i("p", { children: F(c.outcome) }) : D ? /* @__PURE__ */ i("p", { children: F(m.state) }) : null }),
      b === void 0 && !c && !D && /* @__PURE__ */ i($, { children: [
        m?.kind === "PASSWORD" && /* @__PURE__ */ i(O, { label: u("password"), value: v, onInput: f, type: "password" }),
        /* @__PURE__ */ i("button", { type: "button", class: "coin", onClick: k, disabled: y.busy, children: u(y.busy ? "opening" : "open") })
      ] })
    ] }),
    /* @__PURE__ */ i("p", { role: "status", children: p && u(p) }),
    /* @__PURE__ */ i(P, { children: y.failure || (m ? "" : a.failure && !b && u("gone")) }),
    m && /* @__PURE__ */ i("section", { children: [
      /* @__PURE__ */ i("h2", { children: [
        m.openedCount,
        "/",
        m.count,
        " ",
        u("opened"),
        " · ",
        C(m.openedFen),
        "/",
        C(m.totalFen),
        " ",
        u("yuan")
      ] }),
      /* @__PURE__ */ i("p", { class: "small", children: [
        F(m.kind),
        " · ",
        u("until"),
        " ",
        _e(m.expiresAt)
      ] }),
      /* @__PURE__ */ i(dn, { packet: m })
    ] }),
    e.config.crowdUrl && m && q.current && m.senderId === e.user && /* @__PURE__ */ i(cn, { session: e, packetId: n, again: w }),
    b !== void 0 && !G && /* @__PURE__ */ i(hn, { session: e, path: r, again: w }),
    m && !D && /* @__PURE__ */ i(pn, { session: e, path: r, packetId: n })
  ] });
}
function dn({ packet: e }) {
  return /* @__PURE__ */ i("ol", { class: "opens", children: e.opens.map((t) => /* @__PURE__ */ i("li", { children: [
    /* @__PURE__ */ i(ft, { url: t.avatarUrl }),
    /* @__PURE__ */ i("span", { class: "name", children: t.nickname ?? `${u("someone")} ${t.userId}` }),
    /* @__PURE__ */ i("span", { children: [
      C(t.amountFen),
      " ",
      u("yuan")
    ] }),
    t.userId === e.luckiestUserId && /* @__PURE__ */ i("span", { class: "luckiest", children: [
      "★ ",
      u("luckiest")
    ] }),
    t.thanks && /* @__PURE__ */ i("q", { children: t.thanks })
  ] }, t.userId)) });
}
function hn({ session: e, path: t, again: n }) {
  const [o, s] = S(u("thank")), r = W();
  return /* @__PURE__ */ i("form", { onSubmit: (c) => {
    c.preventDefault(), r.run(async () => {
      await N(e, "POST", `${t}/thanks`, { body: { text: o }, keyed: !0 }), n();
    });
  }, children: [
    /* @__PURE__ */ i(O, { label: u("thanks"), value: o, onInput: s }),
    /* @__PURE__ */ i("button", { disabled: r.busy, children: u("thanks") }),
    /* @__PURE__ */ i(P, { children: r.failure })
  ] });
}
function pn({ session: e, path: t, packetId: n }) {
  const o = M(e, "/v1/groups"), [s, r] = S(""), [a, c] = S(""), [d, p] = S(!1), _ = W();
  return /* @__PURE__ */ i("form", { onSubmit: (f) => {
    f.preventDefault(), _.run(async () => {
      const l = s ? { groupId: s } : { userIds: Q(a) };
      await N(e, "POST", `${t}/shares`, { body: l, keyed: !0 }), p(!0);
    });
  }, children: [
    /* @__PURE__ */ i("h2", { children: u("share") }),
    /* @__PURE__ */ i("label", { children: [
      u("shareLink"),
      /* @__PURE__ */ i("input", { readOnly: !0, value: `${location.origin}/p/${n}`, onFocus: (f) => f.currentTarget.select() })
    ] }),
    (o.value?.items.length ?? 0) > 0 && /* @__PURE__ */ i(
      X,
      {
        label: u("GROUP"),
        value: s,
        options: [["", "—"], ...(o.value?.items ?? []).map((f) => [f.groupId, f.name])],
        onChange: r
      }
    ),
    !s && /* @__PURE__ */ i(O, { label: u("userIds"), value: a, onInput: c }),
    /* @__PURE__ */ i("button", { disabled: _.busy || !s && Q(a).length === 0, children: u("share") }),
    /* @__PURE__ */ i("p", { role: "status", children: d && u("shared") }),
    /* @__PURE__ */ i(P, { children: _.failure })
  ] });
}
const fn = ["LUCKY", "EQUAL", "EXCLUSIVE", "PASSWORD"], mn = ["LINK", "GROUP", "USERS"];
function vn({ session: e, balance: t, refresh: n, show: o }) {
  const s = M(e, "/v1/groups"), [r, a] = S({
    kind: "LUCKY",
    total: "8.88",
    count: 3,
    greeting: u("greetingDefault"),
    password: "",
    audience: "LINK",
    users: "",
    groupId: ""
  }), [c, d] = S("86400"), p = W(), _ = (h) => a({ ...r, ...h }), v = Qt(r, t), f = r.kind === "EXCLUSIVE";
  return /* @__PURE__ */ i("form", { onSubmit: (h) => {
    h.preventDefault(), p.run(async () => {
      const y = en(r, Number(c)), m = await N(e, "POST", "/v1/packets", { body: y, keyed: !0 });
      n(), o(m.packetId);
    });
  }, children: [
    /* @__PURE__ */ i("h1", { children: u("send") }),
    /* @__PURE__ */ i(
      X,
      {
        label: u("kind"),
        value: r.kind,
        options: fn.map((h) => [h, u(h)]),
        onChange: (h) => _({ kind: h })
      }
    ),
    /* @__PURE__ */ i(O, { label: u("total"), value: r.total, mode: "decimal", onInput: (h) => _({ total: h }) }),
    !f && /* @__PURE__ */ i(
      O,
      {
        label: u("count"),
        value: String(r.count),
        mode: "numeric",
        onInput: (h) => _({ count: Number(h) })
      }
    ),
    /* @__PURE__ */ i(O, { label: u("greeting"), value: r.greeting, onInput: (h) => _({ greeting: h }) }),
    r.kind === "PASSWORD" && /* @__PURE__ */ i(
      O,
      {
        label: u("password"),
        value: r.password,
        type: "password",
        onInput: (h) => _({ password: h })
      }
    ),
    !f && /* @__PURE__ */ i(
      X,
      {
        label: u("audience"),
        value: r.audience,
        options: mn.map((h) => [h, u(h)]),
        onChange: (h) => _({ audience: h })
      }
    ),
    !f && r.audience === "GROUP" && /* @__PURE__ */ i(
      X,
      {
        label: u("GROUP"),
        value: r.groupId,
        options: [["", "—"], ...(s.value?.items ?? []).map((h) => [h.groupId, h.name])],
        onChange: (h) => _({ groupId: h })
      }
    ),
    (f || r.audience === "USERS") && /* @__PURE__ */ i(O, { label: u("userIds"), value: r.users, onInput: (h) => _({ users: h }) }),
    /* @__PURE__ */ i(
      X,
      {
        label: u("expiry"),
        value: c,
        options: [
          ["86400", u("day")],
          ["3600", u("hour")],
          ["60", u("minute")]
        ],
        onChange: d
      }
    ),
    /* @__PURE__ */ i("p", { role: "status", id: "rule", children: v ? u(v) : "" }),
    /* @__PURE__ */ i("button", { "aria-describedby": "rule", disabled: p.busy || v !== void 0, children: u("sendNow") }),
    /* @__PURE__ */ i("p", { class: "small", children: [
      u("balance"),
      ": ",
      t === void 0 ? "…" : C(t),
      " ",
      u("yuan")
    ] }),
    /* @__PURE__ */ i(P, { children: p.failure })
  ] });
}
const gn = 18, yn = 3e3;
function wn({ session: e, show: t }) {
  const [n, o] = S(), [s, r] = S(!1), a = W(), c = () => {
    s || a.run(async () => {
      r(!0);
      let _ = yn;
      try {
        const v = await N(e, "POST", "/v1/shake", { repeat: !1 });
        _ = v.nextShakeMillis, o(v);
      } finally {
        setTimeout(() => r(!1), _);
      }
    });
  }, d = at(c);
  d.current = c, x(() => {
    const _ = (f) => {
      const l = f.acceleration;
      l && Math.hypot(l.x ?? 0, l.y ?? 0, l.z ?? 0) > gn && d.current();
    }, v = (f) => {
      const l = f.target instanceof HTMLInputElement || f.target instanceof HTMLSelectElement;
      f.key.toLowerCase() === "s" && !l && !f.ctrlKey && !f.metaKey && d.current();
    };
    return addEventListener("devicemotion", _), addEventListener("keydown", v), () => {
      removeEventListener("devicemotion", _), removeEventListener("keydown", v);
    };
  }, []);
  const p = async () => {
    await window.DeviceMotionEvent?.requestPermission?.().catch(() => {
    }), c();
  };
  return /* @__PURE__ */ i("section", { children: [
    /* @__PURE__ */ i("h2", { children: u("shake") }),
    /* @__PURE__ */ i("p", { class: "small", children: u("shakeHint") }),
    /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: () => void p(), disabled: a.busy || s, children: u("shake") }),
    /* @__PURE__ */ i("p", { role: "status", children: [
      n?.outcome === "NOTHING" && u("shakeNothing"),
      n?.outcome === "PRIZE" && `${u("shakeWon")} ${n.sponsor}`
    ] }),
    n?.packetId && /* @__PURE__ */ i("button", { type: "button", onClick: () => t(n.packetId ?? "", n.prizeId), children: u("openIt") }),
    /* @__PURE__ */ i(P, { children: a.failure })
  ] });
}
const kn = 20, bn = 1500;
function Sn(e) {
  const { session: t, balance: n, refresh: o } = e, s = M(t, "/v1/wallet/entries"), [r, a] = S("100.00"), [c, d] = S(""), p = W(), _ = Le(r), v = () => {
    o(), s.again();
  }, f = () => p.run(async () => {
    await N(t, "POST", "/v1/wallet/top-ups", { body: { amountFen: _ }, keyed: !0 }), v();
  }), l = () => p.run(async () => {
    const y = await N(t, "POST", "/v1/wallet/withdrawals", {
      body: { amountFen: _ },
      keyed: !0
    });
    v(), h(y.withdrawalId);
  }), h = async (y) => {
    for (let m = 0; m < kn; m++) {
      const w = await N(t, "GET", `/v1/wallet/withdrawals/${y}`).catch(() => {
      });
      if (w && d(w.state), w && w.state !== "PENDING") return v();
      await ue(bn);
    }
  };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("section", { class: "balance", children: [
      /* @__PURE__ */ i("h1", { children: u("balance") }),
      /* @__PURE__ */ i("p", { "aria-live": "polite", children: [
        /* @__PURE__ */ i("strong", { "data-balance": !0, children: n === void 0 ? "…" : C(n) }),
        " ",
        u("yuan")
      ] })
    ] }),
    /* @__PURE__ */ i("form", { onSubmit: (y) => y.preventDefault(), children: [
      /* @__PURE__ */ i(O, { label: u("amount"), value: r, mode: "decimal", onInput: a }),
      /* @__PURE__ */ i("div", { class: "row", children: [
        /* @__PURE__ */ i("button", { type: "button", onClick: f, disabled: p.busy || !_, children: u("topUp") }),
        /* @__PURE__ */ i("button", { type: "button", class: "second", onClick: l, disabled: p.busy || !_, children: u("withdraw") })
      ] }),
      /* @__PURE__ */ i("p", { role: "status", children: _ ? c ? `${u("WITHDRAWAL")}: ${F(c)}` : "" : u("ruleAmount") }),
      /* @__PURE__ */ i(P, { children: p.failure })
    ] }),
    /* @__PURE__ */ i(wn, { ...e }),
    /* @__PURE__ */ i("section", { children: [
      /* @__PURE__ */ i("h2", { children: u("entries") }),
      /* @__PURE__ */ i(P, { children: s.failure }),
      /* @__PURE__ */ i("ul", { class: "lines", children: s.value?.items.map((y) => /* @__PURE__ */ i("li", { children: [
        /* @__PURE__ */ i("span", { children: [
          F(y.kind),
          /* @__PURE__ */ i("small", { children: _e(y.at) })
        ] }),
        /* @__PURE__ */ i("span", { class: y.amountFen > 0 ? "plus" : "", children: C(y.amountFen) })
      ] }, y.entryId)) }),
      s.value?.items.length === 0 && /* @__PURE__ */ i("p", { children: u("nothing") })
    ] })
  ] });
}
function In() {
  const e = new AudioContext(), t = e.createOscillator(), n = e.createGain();
  t.frequency.value = 880, n.gain.setValueAtTime(0.2, e.currentTime), n.gain.exponentialRampToValueAtTime(1e-3, e.currentTime + 0.6), t.connect(n).connect(e.destination), t.start(), t.stop(e.currentTime + 0.6), t.onended = () => void e.close();
}
const En = ["wallet", "send", "groups", "inbox", "history"], Se = /^\/p\/([A-Za-z0-9_-]{24})$/;
function Tn() {
  const [e, t] = S(), [n, o] = S(), s = ge(be);
  return x(() => {
    document.documentElement.lang = s === "zh" ? "zh-CN" : "en", document.title = u("app");
  }, [s]), x(() => {
    Gt().then(async (r) => {
      o(await Kt(r, () => o(void 0))), t(r);
    }).catch(() => t({ clientId: "", authorizeUrl: "", tokenUrl: "", crowdUrl: "", scope: "" }));
  }, []), /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("header", { children: [
      /* @__PURE__ */ i("strong", { children: u("app") }),
      n && /* @__PURE__ */ i("span", { children: [
        u("someone"),
        " ",
        n.user
      ] }),
      /* @__PURE__ */ i("button", { type: "button", class: "plain", onClick: () => be.set(s === "zh" ? "en" : "zh"), children: s === "zh" ? "English" : "中文" })
    ] }),
    /* @__PURE__ */ i(jt, {}),
    e && (n ? /* @__PURE__ */ i(Nn, { session: n }) : /* @__PURE__ */ i(An, { config: e }))
  ] });
}
function An({ config: e }) {
  const t = Se.test(location.pathname);
  return /* @__PURE__ */ i("main", { class: "door", children: [
    /* @__PURE__ */ i("div", { class: "envelope", "aria-hidden": "true" }),
    /* @__PURE__ */ i("h1", { children: u(t ? "waits" : "app") }),
    /* @__PURE__ */ i("p", { children: u(t ? "waitsMore" : "welcome") }),
    e.clientId ? /* @__PURE__ */ i("button", { type: "button", onClick: () => void zt(e), children: u("signIn") }) : /* @__PURE__ */ i("p", { role: "alert", children: u("noSignIn") })
  ] });
}
function Nn({ session: e }) {
  const [t, n] = S("wallet"), [o, s] = S(() => {
    const g = Se.exec(location.pathname)?.[1];
    return g ? { id: g } : void 0;
  }), [r, a] = S(), [c, d] = S(0), [p, _] = S(), [v, f] = S(0), [l, h] = S(!1), y = (g, b) => {
    history.pushState(null, "", `/p/${g}`), _(void 0), s({ id: g, prizeId: b });
  }, m = (g) => {
    location.pathname !== "/" && history.pushState(null, "", "/"), s(void 0), n(g);
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
  x(() => {
    const g = () => {
      const b = Se.exec(location.pathname)?.[1];
      s(b ? { id: b } : void 0);
    };
    return addEventListener("popstate", g), w.wallet(), w.inbox(), () => removeEventListener("popstate", g);
  }, [w]), x(() => {
    const g = new AbortController();
    return Vt(
      e,
      g.signal,
      (b) => {
        const G = JSON.parse(b.data);
        d((D) => D + 1), f((D) => D + 1), w.wallet(), G.packetId && _(G), l && In();
      },
      () => {
        w.inbox(), f((b) => b + 1);
      }
    ), () => g.abort();
  }, [e, w, l]);
  const k = { session: e, balance: r, refresh: w.wallet, show: y };
  return /* @__PURE__ */ i($, { children: [
    /* @__PURE__ */ i("div", { role: "status", class: "arrival", children: p?.packetId && p.packetId !== o?.id && /* @__PURE__ */ i("p", { children: [
      F(p.kind),
      " ",
      p.fromUserId && `· ${u("someone")} ${p.fromUserId}`,
      /* @__PURE__ */ i("button", { type: "button", onClick: () => y(p.packetId ?? "", p.prizeId), children: u("openIt") })
    ] }) }),
    /* @__PURE__ */ i("main", { children: [
      o ? /* @__PURE__ */ i(_n, { ...k, packetId: o.id, prizeId: o.prizeId, news: v }, o.id) : t === "wallet" ? /* @__PURE__ */ i(Sn, { ...k }) : t === "send" ? /* @__PURE__ */ i(vn, { ...k }) : t === "groups" ? /* @__PURE__ */ i(tn, { ...k }) : t === "inbox" ? /* @__PURE__ */ i(rn, { ...k, onRead: d }, v) : /* @__PURE__ */ i(nn, { ...k }),
      /* @__PURE__ */ i("label", { class: "sound", children: [
        /* @__PURE__ */ i("input", { type: "checkbox", checked: l, onChange: (g) => h(g.currentTarget.checked) }),
        u("sound")
      ] })
    ] }),
    /* @__PURE__ */ i("nav", { "aria-label": u("app"), children: En.map((g) => /* @__PURE__ */ i(
      "button",
      {
        type: "button",
        "aria-current": !o && t === g ? "page" : void 0,
        onClick: () => m(g),
        children: [
          u(g),
          g === "inbox" && c > 0 && /* @__PURE__ */ i("span", { class: "badge", children: [
            c,
            /* @__PURE__ */ i("span", { class: "hidden", children: [
              " ",
              u("unread")
            ] })
          ] })
        ]
      },
      g
    )) })
  ] });
}
const Xe = document.getElementById("phone");
Xe && St(/* @__PURE__ */ i(Tn, {}), Xe);
