"""Dialects, reading and writing of `_csv`, with every message."""
import _csv, csv, io
def t(f):
    try:
        value = f()
        print(type(value).__name__ if repr(value).startswith('<_csv') else value)
    except Exception as e:
        print(type(e).__name__,e)
print(_csv.__version__)
print([a for a in dir(_csv.Dialect) if not a.startswith('__')],[a for a in dir(_csv.Reader) if not a.startswith('__')],[a for a in dir(_csv.Writer) if not a.startswith('__')])
D=_csv.Dialect
for kw in ({}, dict(delimiter='ab'),dict(delimiter=''),dict(delimiter=None),dict(delimiter=1),dict(delimiter=b'a'),dict(quotechar=1),dict(quotechar=''),dict(quotechar='ab'),dict(quotechar=None),dict(escapechar='ab'),dict(escapechar=''),dict(escapechar=1),dict(lineterminator=1),dict(lineterminator=None),dict(lineterminator=''),dict(quoting=4),dict(quoting=-1),dict(quoting='x'),dict(quoting=None),dict(quoting=1.5),dict(quoting=True),dict(doublequote=[]),dict(skipinitialspace=1),dict(strict=2),dict(quotechar='',quoting=3),dict(quotechar=None,quoting=3),dict(quotechar=None,quoting=1),dict(quotechar=None,quoting=0),dict(bad=1),dict(lineterminator=None,quoting=0), dict(delimiter='\n'),dict(quoting=1<<40),dict(quoting=None)):
    def f():
        d=D(**kw)
        return [getattr(d,n) for n in 'delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict'.split()]
    print(kw,end=' '); t(f)
t(lambda:D(1)); t(lambda:D(None)); t(lambda:D('excel')); t(lambda:D('nope')); t(lambda:D(1,2)); t(lambda: D(csv.excel_tab).delimiter); t(lambda:D(csv.excel()).delimiter);t(lambda:D(D(delimiter=';')).delimiter); d=D(); t(lambda:D(d) is d); t(lambda:D(d,strict=1) is d); t(lambda:D(D(delimiter=';'),strict=1).delimiter)
t(lambda:setattr(d,'delimiter',1)); t(lambda:setattr(d,'quoting',1)); t(lambda:setattr(d,'strict',1)); t(lambda:setattr(d,'skipinitialspace',1)); t(lambda:delattr(d,'quoting'));t(lambda:delattr(d,'strict'));t(lambda:setattr(d,'x',1))
import copy,pickle
t(lambda:copy.copy(d)); t(lambda:pickle.dumps(d)); t(lambda:d.__reduce__()); t(lambda:repr(d)[:20]); t(lambda: D.__name__+D.__module__)
t(lambda:csv.reader()); t(lambda:csv.reader(1)); t(lambda:csv.reader([],1)); t(lambda:csv.reader([],'nope')); t(lambda:csv.reader([],'excel',bad=1)); t(lambda:csv.reader([],[],[]));t(lambda:csv.writer()); t(lambda:csv.writer(1)); t(lambda:csv.writer(io.StringIO(),bad=1))
class W: write=1
t(lambda:csv.writer(W()))
class W:
  def __getattr__(self,n): raise ValueError(n)
t(lambda:csv.writer(W()))
t(lambda:csv.register_dialect()); t(lambda:csv.register_dialect(1)); t(lambda:csv.register_dialect('a',delimiter='ab'));t(lambda:csv.register_dialect('a','b','c')); t(lambda:csv.register_dialect('a',x=1)); t(lambda:csv.unregister_dialect('zz')); t(lambda:csv.unregister_dialect(1)); t(lambda:csv.unregister_dialect([])); t(lambda:csv.unregister_dialect()); t(lambda:csv.get_dialect('zz')); t(lambda:csv.get_dialect()); t(lambda:csv.get_dialect([])); t(lambda:csv.list_dialects()); t(lambda:csv.list_dialects(1)); t(lambda:csv.field_size_limit()); t(lambda:csv.field_size_limit('x')); t(lambda:csv.field_size_limit(5,6)); t(lambda:csv.field_size_limit(1<<70)); t(lambda:csv.field_size_limit(True)); t(lambda:csv.field_size_limit(131072)); t(lambda:csv.field_size_limit(1.5)); t(lambda:csv.field_size_limit(limit=3))
r=csv.reader(['a,b']); t(lambda:r.line_num); t(lambda:setattr(r,'line_num',3)); t(lambda:setattr(r,'dialect',3)); t(lambda:type(r.dialect)); t(lambda:type(r)); t(lambda:type(r)()); t(lambda:repr(r)[:22])
w=csv.writer(io.StringIO()); t(lambda:type(w)); t(lambda:setattr(w,'dialect',3)); t(lambda:type(w)()); t(lambda:w.writerow()); t(lambda:w.writerow(1)); t(lambda:w.writerow([1,2])); t(lambda:w.writerows(1)); t(lambda:w.writerows([1])); t(lambda:w.writerows([[1],[2]])); t(lambda:w.writerow([])); t(lambda:w.writerow([None])); t(lambda:w.writerow(['']))
for kw in (dict(quoting=3),dict(quoting=2),dict(quoting=1),dict(quoting=0)):
  for kx in ({},dict(escapechar='\\'),dict(doublequote=False),dict(quotechar=None,quoting=3),dict(lineterminator='!')):
    for row in ([],[''],[None],[None,None],['a b','c,d','e"f','g\nh','i\rj','k!','\\'],[1,1.5,10**20,True,float('nan')],['"'],[' a'],['a',''],[b'x'],['é\0']):
        k=dict(kw); k.update(kx)
        def f():
            s=io.StringIO(); n=csv.writer(s,**k).writerow(row); return n,repr(s.getvalue())
        print(kw,kx,row,end=' '); t(f)
L=['a,b','"a","b"','"a""b",c','a"b,c','"a"b,c','"a','a\\,b','a,"b\nc",d',' a, b',' "a", "b"','a\0b','','\n','a\r\n','a\rb','"a\n','b"','a,','1,"2",3.5,x','"','""','"a" ,b',',','\\','a\\','"a\\',"'a','b'",'a\nb\n','\r','"a"\r\n','"a"\rb','a,b\n\n']
for kw in ({},dict(strict=True),dict(escapechar='\\'),dict(doublequote=False),dict(skipinitialspace=True),dict(quoting=3),dict(quoting=2),dict(quotechar=None,quoting=3),dict(quotechar="'"),dict(strict=True,escapechar='\\'),dict(delimiter=' ',skipinitialspace=True),dict(quoting=3,escapechar='\\'),dict(lineterminator='!')):
    for l in L:
        for src in ([l],[l,'x"y,z'],l.splitlines(True)):
            out=[]
            r=csv.reader(src,**kw)
            try:
                for row in r: out.append((row,r.line_num))
            except Exception as e: out.append(f'{type(e).__name__}: {e}')
            print(kw,src,out,r.line_num)
t(lambda:list(csv.reader([b'a']))); t(lambda:list(csv.reader([1]))); 
csv.field_size_limit(3); t(lambda:list(csv.reader(['abcd']))); t(lambda:list(csv.reader(['abc','"a','bc'])));csv.field_size_limit(131072)
