// What a LaTeX file starts with. Everything that a paper may want otherwise is a command that is only defined where the paper has not done so.
#include "report/latex.h"

namespace skeptic {

std::string latex_preamble() {
  return R"(% Written by Skeptic. This file compiles alone (pdflatex, twice), and a paper reads it with \input, in its appendix or wherever it fits.
% The paper's preamble then needs
%   \usepackage{array, booktabs, longtable, textcomp, pgfplots}
%   \pgfplotsset{compat=1.16}
% and, for numbers that are links to their evidence, hyperref.
%
% A paper may define these before it reads the file; the rest adapts to the line that it stands in, one column of two included:
%   \skeptictitle{title}             \section
%   \skepticheading{heading}         \subsection, and \skepticsubheading \subsubsection
%   \skepticnumber{record}{number}   the number, and its record in brackets; \newcommand\skepticnumber[2]{#2} leaves the brackets out
%   \skepticfigure{picture}{title}{caption}{label}       where it stands; with \begin{figure} ... \end{figure} it floats
%   \skepticsmallfigure{picture}{title}{caption}{label}  the same, two in a line
%   \skeptictable{title}{columns}{header}{rows}
\makeatletter
\def\skepticend{\endgroup}
\ifx\documentclass\@notprerr\else\ifx\documentclass\@twoclasseserror\else
  \documentclass[10pt,a4paper]{article}
  \usepackage[T1]{fontenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \usepackage{textcomp}
  \usepackage[margin=25mm]{geometry}
  \usepackage{array, booktabs, longtable, pgfplots}
  \pgfplotsset{compat=1.16}
  \usepackage[hidelinks]{hyperref}
  \newcommand\skeptictitle[1]{\hypersetup{pdftitle={#1}}{\raggedright\LARGE\bfseries#1\par}\bigskip}
  \let\skepticheading\section
  \let\skepticsubheading\subsection
  \def\skepticend{\endgroup\end{document}}
  \raggedbottom
  \begin{document}
\fi\fi
\ifdefined\pgfplotsset\else\errmessage{Skeptic: the paper needs \string\usepackage{pgfplots}}\fi
\ifdefined\toprule\else\errmessage{Skeptic: the paper needs \string\usepackage{booktabs}}\fi
\ifdefined\newcolumntype\else\errmessage{Skeptic: the paper needs \string\usepackage{array}}\fi
\providecommand\skeptictitle[1]{\section{#1}}
\providecommand\skepticheading{\subsection}
\providecommand\skepticsubheading{\subsubsection}
\ifdefined\hypertarget
  \protected\def\skepticcellnumber#1#2{\hyperlink{skeptic.#1}{#2}}
  \def\skeptictarget#1#2{\hypertarget{skeptic.#1}{#2}}
\else
  \protected\def\skepticcellnumber#1#2{#2}
  \def\skeptictarget#1#2{#2}
\fi
\ifdefined\skepticnumber\else
  \protected\def\skepticnumber#1#2{\skepticcellnumber{#1}{#2\textsuperscript{\textcolor{skepticmuted}{[#1]}}}}
\fi
\providecommand\skepticverdict[2]{\par\noindent{\large\textbf{#1.}} #2\par}
\providecommand\skepticcommand[1]{{\par\footnotesize\ttfamily\raggedright\hyphenpenalty=10000\exhyphenpenalty=5000\hangindent=2em\hangafter=1
  \leftskip=1.5em\noindent#1\par}}
\providecommand\skepticrecord[3]{{\par\footnotesize\raggedright\hangindent=2.2em\hangafter=1\noindent#1 #2. \textcolor{skepticmuted}{#3.}\par}}
\providecommand\skepticrun[2]{{\par\addvspace{3pt}\footnotesize\raggedright\noindent Run #1. \textcolor{skepticmuted}{#2}\par}\nobreak}
\def\skeptictight{\setlength\itemsep{1pt}\setlength\parsep{0pt}\setlength\parskip{0pt}}
\def\skeptic@captype#1{\def\@captype{#1}}
\providecommand\skepticfigure[4]{\par\addvspace{\medskipamount}\noindent\begin{minipage}{\linewidth}\centering
  #1\skeptic@captype{figure}\caption[#2]{\textbf{#2.} #3}\label{#4}\end{minipage}\par\addvspace{\medskipamount}}
% Two in a line where the line is long enough.
\newenvironment{skepticgrid}{\par\addvspace{\medskipamount}\noindent\ignorespaces}{\par\addvspace{\medskipamount}}
\providecommand\skepticsmallfigure[4]{\begin{minipage}[t]{\ifdim\linewidth<320pt \linewidth\else0.485\linewidth\fi}\vspace{0pt}\centering
  #1\skeptic@captype{figure}\caption[#2]{\textbf{#2.} #3}\label{#4}\vspace{8pt}\end{minipage}\penalty0\hfill\ignorespaces}
\providecommand\skeptictable[4]{\par\addvspace{\medskipamount}\begingroup\footnotesize\setlength\tabcolsep{4pt}%
  \if@twocolumn
    \begin{table*}[tbp]\footnotesize\setlength\tabcolsep{4pt}\centering\caption{#1}\begin{tabular}{@{}#2@{}}\toprule #3\midrule #4\bottomrule\end{tabular}\end{table*}%
  \else
    \setlength\LTleft{0pt}\setlength\LTright{0pt plus 1fill}%
    \begin{longtable}{@{}#2@{}}\caption{#1}\\*\toprule #3\midrule\endfirsthead\toprule #3\midrule\endhead #4\bottomrule\end{longtable}%
  \fi\endgroup\addvspace{\medskipamount}}
\definecolor{skepticmuted}{HTML}{5B5850}
\definecolor{skepticgrid}{HTML}{E9E6DF}
\definecolor{skepticaxis}{HTML}{B9B4A9}
\definecolor{skepticlevel}{HTML}{8D887D}
\definecolor{skepticup}{HTML}{0072B2}
\definecolor{skepticdown}{HTML}{C8501A}
\definecolor{skepticrange}{HTML}{F0C948}
\definecolor{skepticbroken}{HTML}{B3261E}
\definecolor{skepticseries0}{HTML}{0072B2}
\definecolor{skepticseries1}{HTML}{D55E00}
\definecolor{skepticseries2}{HTML}{00855F}
\definecolor{skepticseries3}{HTML}{A3487A}
\definecolor{skepticseries4}{HTML}{8A6D00}
\definecolor{skepticseries5}{HTML}{3C8DBC}
\definecolor{skepticseries6}{HTML}{6B5B95}
\definecolor{skepticseries7}{HTML}{77736A}
\definecolor{skepticloss0}{HTML}{1F6F8B}
\definecolor{skepticloss1}{HTML}{D55E00}
\definecolor{skepticloss2}{HTML}{C98A00}
\definecolor{skepticloss3}{HTML}{A3487A}
\definecolor{skepticloss4}{HTML}{5C8A3A}
\definecolor{skepticloss5}{HTML}{4F5D9C}
\definecolor{skepticloss6}{HTML}{8C564B}
\definecolor{skepticloss7}{HTML}{9A958B}
\definecolor{skepticloss8}{HTML}{CFC8B8}
\definecolor{skepticheat0}{HTML}{F5F3EE}
\definecolor{skepticheat1}{HTML}{9CC7D8}
\definecolor{skepticheat2}{HTML}{2F7FA3}
\definecolor{skepticheat3}{HTML}{0B3F5C}
\pgfplotsset{
  skeptic/.style={scale only axis, clip mode=individual, axis x line*=bottom, axis y line*=left, tick align=outside,
    axis line style={skepticaxis}, every tick/.style={skepticaxis}, major grid style={skepticgrid, line width=0.4pt}, major tick length=2.5pt,
    scaled ticks=false, minor tick num=0, log ticks with fixed point, xminorticks=false, yminorticks=false, axis on top=false,
    every axis label/.append style={font=\fontsize{8}{9.6}\selectfont, text=skepticmuted},
    tick label style={font=\fontsize{7}{8.4}\selectfont, text=skepticmuted}, ylabel style={yshift=-2pt}, xlabel style={yshift=2pt},
    title style={at={(0,1)}, anchor=south west, font=\fontsize{8}{9.6}\bfseries\selectfont, inner sep=0pt, yshift=3pt}},
}
\tikzset{
  skeptic note/.style={font=\fontsize{7}{8.4}\selectfont, text=skepticmuted, inner sep=1.5pt},
  skeptic level/.style={skepticlevel, line width=0.6pt, dash pattern=on 3pt off 2pt},
  skeptic range/.style={fill=skepticrange, fill opacity=0.28, draw=skepticrange, draw opacity=0.5, line width=0.3pt},
  skeptic break/.style={only marks, mark=x, mark size=3.4pt, mark options={solid, draw=skepticbroken, line width=1.3pt}},
  skeptic own/.style={only marks, mark=diamond*, mark size=3pt, mark options={draw=skepticdown, fill=skepticdown}},
  skeptic other/.style={only marks, mark=*, mark size=2pt, mark options={draw=skepticup, fill=skepticup}},
  skeptic aside/.style={only marks, mark=square*, mark size=2pt, mark options={draw=skepticlevel, fill=white}},
  skeptic line 0/.style={skepticseries0, line width=0.9pt, mark=*, mark size=1.4pt, mark options={solid}},
  skeptic line 1/.style={skepticseries1, line width=0.9pt, dash pattern=on 5pt off 2.5pt, mark=square*, mark size=1.3pt, mark options={solid}},
  skeptic line 2/.style={skepticseries2, line width=0.9pt, dash pattern=on 1.6pt off 1.6pt, mark=triangle*, mark size=1.8pt, mark options={solid}},
  skeptic line 3/.style={skepticseries3, line width=0.9pt, dash pattern=on 6pt off 2pt on 1.5pt off 2pt, mark=diamond*, mark size=1.8pt, mark options={solid}},
  skeptic line 4/.style={skepticseries4, line width=0.9pt, dash pattern=on 1pt off 2.5pt, mark=pentagon*, mark size=1.6pt, mark options={solid}},
  skeptic line 5/.style={skepticseries5, line width=0.9pt, dash pattern=on 8pt off 3pt, mark=+, mark size=1.8pt, mark options={solid}},
  skeptic line 6/.style={skepticseries6, line width=0.9pt, dash pattern=on 3pt off 1pt, mark=x, mark size=1.8pt, mark options={solid}},
  skeptic line 7/.style={skepticseries7, line width=0.9pt, dash pattern=on 9pt off 1.5pt on 1.5pt off 1.5pt, mark=o, mark size=1.5pt, mark options={solid}},
}
\def\skepticcell#1#2#3#4{\path[fill=#3, draw=white, line width=0.2pt] (axis cs:#1-0.5,#2-0.5) rectangle (axis cs:#1+0.5,#2+0.5);}
\def\skepticheat{\tikz{\foreach \i in {0,1,2}{\pgfmathtruncatemacro\j{\i+1}\shade[left color=skepticheat\i, right color=skepticheat\j] (\i*18pt,0) rectangle (\i*18pt+18pt,5pt);}}}
\def\skeptickey#1#2{\mbox{#1\hskip3pt#2}\hskip9pt plus4pt minus2pt\relax}
\def\skepticlongkey#1#2{#1\nobreak\hskip3pt#2\hskip9pt plus4pt minus2pt\relax}
\def\skeptickeys#1{\par\nobreak\vskip3pt{\fontsize{7}{10}\selectfont\centering\hyphenpenalty=10000 #1\par}\vskip-2pt}
\makeatother
\begingroup\sloppy\setlength\emergencystretch{3em}
)";
}

}  // namespace skeptic
